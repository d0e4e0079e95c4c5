package io.nodecore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProjectionsCommandTest {

    @Test
    void says_what_is_known_and_what_is_not() {
        var answer = JsonMapper.shared().readTree("""
                {"projections": [
                  {"name": "usage", "topic": "node.usage", "partition": 0, "position": 90, "endOffset": 100, "lagRecords": 10,
                   "lagSeconds": 125, "ratePerSecond": 3.25, "lastError": "offset 7\\nwent", "lastErrorAt": "2026-01-01T00:00:00Z"},
                  {"name": "online", "topic": "node.online-users", "partition": 5, "position": 1, "endOffset": null,
                   "lagRecords": null, "lagSeconds": null, "ratePerSecond": null, "lastError": null}]}""");
        var out = new ByteArrayOutputStream();
        Columns.print(
                ProjectionsCommand.table(answer, Instant.parse("2026-01-01T02:05:09Z")),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
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
