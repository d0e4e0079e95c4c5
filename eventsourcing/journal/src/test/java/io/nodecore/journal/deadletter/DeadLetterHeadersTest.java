package io.nodecore.journal.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {

    private static final DeadLetterHeaders HEADERS =
            new DeadLetterHeaders(new IllegalStateException("no such node"), "node.usage", 3, 42, "usage");

    @Test
    void what_is_written_is_read_back() {
        assertThat(DeadLetterHeaders.readFrom(written(HEADERS))).isEqualTo(HEADERS);
    }

    @Test
    void the_names_are_those_that_operators_search_for() {
        var headers = written(HEADERS);

        assertThat(text(headers, "dlq-cause")).isEqualTo("IllegalStateException: no such node");
        assertThat(text(headers, "dlq-topic")).isEqualTo("node.usage");
        assertThat(text(headers, "dlq-partition")).isEqualTo("3");
        assertThat(text(headers, "dlq-offset")).isEqualTo("42");
        assertThat(text(headers, "dlq-projection")).isEqualTo("usage");
    }

    @Test
    void a_long_cause_is_cut_so_that_the_letter_still_fits_into_its_topic() {
        var headers = new DeadLetterHeaders(new IllegalStateException("x".repeat(5_000)), "node.usage", 0, 0, "usage");

        assertThat(headers.cause()).hasSize(1_000).startsWith("IllegalStateException: xxx");
    }

    @Test
    void a_record_that_is_no_dead_letter_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeadLetterHeaders.readFrom(new RecordHeaders()))
                .withMessage("header dlq-cause is missing");
    }

    private static RecordHeaders written(DeadLetterHeaders deadLetter) {
        var headers = new RecordHeaders();
        deadLetter.writeTo(headers);
        return headers;
    }

    private static String text(RecordHeaders headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
