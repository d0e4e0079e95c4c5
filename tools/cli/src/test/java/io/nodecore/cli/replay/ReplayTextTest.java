package io.nodecore.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayTextTest {

    private static final JsonNode LOADING = json("""
            {"id": 5, "projection": "usage", "mode": "shadow", "scope": "everything", "state": "loading", "percent": 50.0,
             "applied": 1500, "total": 3000, "ratePerSecond": 250.4, "etaSeconds": 3661, "comparison": null, "error": null}
            """);

    @Test
    void progress_shows_percent_rate_and_remaining_time() {
        assertThat(ProgressBar.text(LOADING, true))
                .isEqualTo("loading [###############...............] 50.0 % 1,500 of 3,000 facts, 250/s, 1:01:01 left");
    }

    @Test
    void without_a_terminal_every_change_is_a_line() {
        var out = new StringWriter();
        var bar = new ProgressBar(new PrintWriter(out, true), false);
        bar.show(LOADING);
        bar.show(LOADING);
        bar.end();

        assertThat(out.toString())
                .isEqualTo("loading 50.0 % 1,500 of 3,000 facts, 250/s, 1:01:01 left" + System.lineSeparator());
    }

    @Test
    void a_difference_is_shown_by_key_with_the_next_command() {
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
    void the_next_step_can_be_left_out() {
        JsonNode compared = json("{\"id\": 5, \"state\": \"compared\", \"error\": \"redrive first\"}");

        assertThat(ReplayText.whole(compared)).contains("redrive first", "Make it live");
        assertThat(ReplayText.withoutNextStep(compared)).contains("redrive first").doesNotContain("Make it live");
    }

    @Test
    void a_goal_is_reached_in_its_own_state_alone() {
        assertThat(ReplayGoal.SWAP.isReachedIn("compared")).as("a refused swap").isFalse();
        assertThat(ReplayGoal.SWAP.isReachedIn("swapped")).isTrue();
        assertThat(ReplayGoal.ANY.isReachedIn("compared")).isTrue();
        assertThat(ReplayGoal.ANY.isReachedIn("failed")).isFalse();
        assertThat(ReplayGoal.ANY.isReachedIn("refused")).isFalse();
        assertThat(ReplayText.isAtRest(LOADING)).isFalse();
    }

    @Test
    void a_finished_replay_is_neither_cancelled_nor_resumed() {
        for (String finished : List.of("swapped", "done", "dropped", "refused", "rolled-back")) {
            assertThat(ReplayGoal.CANCEL.isPossibleIn(finished)).as(finished).isFalse();
            assertThat(ReplayGoal.RESUME.isPossibleIn(finished)).as(finished).isFalse();
        }
        assertThat(ReplayGoal.CANCEL.isPossibleIn("loading")).isTrue();
        assertThat(ReplayGoal.RESUME.isPossibleIn("cancelled")).isTrue();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
