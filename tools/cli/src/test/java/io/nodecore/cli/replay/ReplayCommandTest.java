package io.nodecore.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {

    @Test
    void a_projection_alone_is_a_replay_beside_the_live_tables_that_is_watched() {
        assertThat(ReplayCommand.parse("usage"))
                .isEqualTo(
                        new ReplayCommand.Order(Map.of("projection", "usage", "mode", "shadow", "swap", false), true));
    }

    @Test
    void every_option_goes_into_the_order() {
        assertThat(ReplayCommand.parse(
                        "session-events",
                        "--from",
                        "2026-01-01T00:00:00Z",
                        "--node",
                        "7",
                        "--user",
                        "42",
                        "--in-place",
                        "--swap",
                        "--throttle",
                        "500",
                        "--topic",
                        "t",
                        "--no-wait"))
                .isEqualTo(new ReplayCommand.Order(
                        Map.of(
                                "projection",
                                "session-events",
                                "mode",
                                "in-place",
                                "swap",
                                true,
                                "from",
                                "2026-01-01T00:00:00Z",
                                "nodeId",
                                7L,
                                "userId",
                                42L,
                                "factsPerSecond",
                                500L,
                                "topic",
                                "t"),
                        false));
    }

    @Test
    void a_word_and_an_id_are_about_a_replay_that_there_is() {
        assertThat(ReplayCommand.parse("rollback", "261124103015"))
                .isEqualTo(new ReplayCommand.About("rollback", 261_124_103_015L));
        assertThat(ReplayCommand.parse("list")).isEqualTo(new ReplayCommand.Listing());
    }

    @Test
    void what_can_not_be_understood_is_said() {
        assertThatThrownBy(() -> ReplayCommand.parse("swap")).hasMessageContaining("id of a replay");
        assertThatThrownBy(() -> ReplayCommand.parse("swap", "last")).hasMessageContaining("id of a replay");
        assertThatThrownBy(() -> ReplayCommand.parse("usage", "--node", "x")).hasMessageContaining("whole number");
        assertThatThrownBy(() -> ReplayCommand.parse("--swap")).hasMessageContaining("a projection");
    }
}
