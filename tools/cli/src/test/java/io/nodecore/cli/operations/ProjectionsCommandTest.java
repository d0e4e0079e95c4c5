package io.nodecore.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProjectionsCommandTest {

    @Test
    void an_unknown_number_is_a_question_mark() {
        var answer = JsonMapper.shared().readTree("""
                {"projections": [
                  {"name": "usage", "topic": "node.usage", "partition": 0, "position": 90, "endOffset": 100, "lagRecords": 10,
                   "lagSeconds": 125, "ratePerSecond": 3.25, "lastError": "offset 7\\nwent", "lastErrorAt": "2026-01-01T00:00:00Z"},
                  {"name": "online", "topic": "node.online-users", "partition": 5, "position": 1, "endOffset": null,
                   "lagRecords": null, "lagSeconds": null, "ratePerSecond": null, "lastError": null}]}""");
        var out = new StringWriter();
        ProjectionsCommand.table(answer, Instant.parse("2026-01-01T02:05:09Z")).print(new PrintWriter(out));

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                NAME    TOPIC              PARTITION  POSITION  END  LAG  AGE   RATE/S  LAST ERROR
                usage   node.usage         0          90        100  10   2m5s  3.3     2h5m ago: offset 7 went
                online  node.online-users  5          1         ?    ?    ?     ?       -
                """);
    }

    @Test
    void durations_have_two_units_at_most() {
        assertThat(ProjectionsCommand.duration(0)).isEqualTo("0s");
        assertThat(ProjectionsCommand.duration(59)).isEqualTo("59s");
        assertThat(ProjectionsCommand.duration(3_600)).isEqualTo("1h0m");
        assertThat(ProjectionsCommand.duration(200_000)).isEqualTo("2d7h");
        assertThat(ProjectionsCommand.duration(-1)).isEqualTo("0s");
    }
}
