package io.nodecore.journal.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RedriveHeadersTest {

    @Test
    void are_read_as_they_were_written_and_replace_earlier_ones() {
        var headers = new RecordHeaders();
        new RedriveHeaders(1, "node.usage", 2, 3).writeTo(headers);
        new RedriveHeaders(4, "node.usage", 5, 6).writeTo(headers);

        assertThat(RedriveHeaders.find(headers)).contains(new RedriveHeaders(4, "node.usage", 5, 6));
        assertThat(headers.toArray()).hasSize(4);
    }

    @Test
    void a_record_without_them_or_with_others_is_no_redriven_one() {
        var headers = new RecordHeaders();
        assertThat(RedriveHeaders.find(headers)).isEmpty();
        headers.add(RedriveHeaders.LETTER, "x".getBytes(StandardCharsets.UTF_8));
        assertThat(RedriveHeaders.find(headers)).isEmpty();
    }
}
