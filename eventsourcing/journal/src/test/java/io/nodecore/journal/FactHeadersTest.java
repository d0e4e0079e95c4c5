package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class FactHeadersTest {

    private static final FactHeaders HEADERS =
            new FactHeaders("018f6f3e-0000-7000-8000-000000000001", 7, 1_764_000_000_123L, "tick-42");

    @Test
    void what_is_written_is_read_back() {
        var headers = new RecordHeaders();
        HEADERS.writeTo(headers);
        assertThat(FactHeaders.readFrom(headers)).isEqualTo(HEADERS);
    }

    @Test
    void values_are_plain_text_so_that_any_consumer_can_read_them() {
        var headers = new RecordHeaders();
        HEADERS.writeTo(headers);
        assertThat(text(headers, "event-id")).isEqualTo("018f6f3e-0000-7000-8000-000000000001");
        assertThat(text(headers, "node-id")).isEqualTo("7");
        assertThat(text(headers, "received-at")).isEqualTo("1764000000123");
        assertThat(text(headers, "report-id")).isEqualTo("tick-42");
    }

    @Test
    void multipliers_stand_there_only_where_bytes_count_otherwise_than_once() {
        var headers = new RecordHeaders();
        HEADERS.writeTo(headers);
        assertThat(headers.lastHeader("multipliers")).isNull();

        var halved = new FactHeaders("e", 7, 1, "r", Multipliers.parse("0.5;3=2"));
        var written = new RecordHeaders();
        halved.writeTo(written);
        assertThat(text(written, "multipliers")).isEqualTo("0.5;3=2");
        assertThat(FactHeaders.readFrom(written)).isEqualTo(halved);
    }

    @Test
    void a_missing_header_is_named() {
        var headers = new RecordHeaders();
        HEADERS.writeTo(headers);
        headers.remove("received-at");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactHeaders.readFrom(headers))
                .withMessage("header received-at is missing");
    }

    @Test
    void a_malformed_header_is_named_with_what_stood_there() {
        var headers = new RecordHeaders();
        HEADERS.writeTo(headers);
        headers.remove("node-id").add("node-id", "seven".getBytes(StandardCharsets.UTF_8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactHeaders.readFrom(headers))
                .withMessage("header node-id must be a decimal number, got 'seven'");
    }

    private static String text(RecordHeaders headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
