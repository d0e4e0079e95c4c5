package io.nodecore.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayTextTest {

    private static final JsonNode LOADING = json("""
            {"id": 5, "projection": "usage", "mode": "shadow", "scope": "everything", "state": "loading", "percent": 50.0,
             "applied": 1500, "total": 3000, "ratePerSecond": 250.4, "etaSeconds": 3661, "comparison": null, "error": null}
            """);

    @Test
    void progress_tells_percent_rate_and_the_time_that_is_left() {
        assertThat(ProgressBar.text(LOADING, true))
                .isEqualTo("loading [###############...............] 50.0 % 1,500 of 3,000 facts, 250/s, 1:01:01 left");
    }

    @Test
    void where_there_is_no_terminal_every_change_is_a_line() {
        var out = new ByteArrayOutputStream();
        var bar = new ProgressBar(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        bar.show(LOADING);
        bar.show(LOADING);
        bar.end();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("loading 50.0 % 1,500 of 3,000 facts, 250/s, 1:01:01 left" + System.lineSeparator());
    }

    @Test
    void a_difference_is_named_by_key_and_the_next_command_is_said() {
        assertThat(ReplayText.whole(json("""
                {"id": 5, "projection": "usage", "mode": "shadow", "scope": "node 2", "state": "compared", "percent": 100.0,
                 "applied": 3000, "total": 3000, "comparison": {"equal": false, "tables": [
                   {"table": "node_outbounds", "equal": true, "live": {"rows": 3}, "replayed": {"rows": 3}},
                   {"table": "usage_minutes", "equal": false, "live": {"rows": 2, "sums": {"bytes_up": "7"}},
                    "replayed": {"rows": 2, "sums": {"bytes_up": "8"}}, "onlyLive": 0, "onlyReplayed": 0, "changed": 1,
                    "differences": [{"key": {"node_id": 2}, "live": {"bytes_up": 7}, "replayed": {"bytes_up": 8}}]}]}}
                """)))
                .contains(
                        "usage  shadow, node 2",
                        "different from the live rows",
                        "0 rows only live, 0 only replayed, 1 changed")
                .contains("{\"node_id\":2} live {\"bytes_up\":7} replayed {\"bytes_up\":8}")
                .contains("./nodecore replay swap 5");
    }

    @Test
    void what_failed_or_was_refused_is_no_good_end() {
        assertThat(ReplayText.isGood(json("{\"state\": \"failed\"}"))).isFalse();
        assertThat(ReplayText.isGood(json("{\"state\": \"refused\"}"))).isFalse();
        assertThat(ReplayText.isGood(json("{\"state\": \"compared\"}"))).isTrue();
        assertThat(ReplayText.isAtRest(LOADING)).isFalse();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
