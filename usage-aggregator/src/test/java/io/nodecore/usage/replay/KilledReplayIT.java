package io.nodecore.usage.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayOrder.Mode;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topics;
import io.nodecore.usage.minutes.UsageProjection;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** kill -9 of the process that replays. */
class KilledReplayIT {

    private static final long SEED = Long.getLong("nodecore.replay.seed", 20_261_124);
    private static final int KILLS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Test
    void a_killed_replay_resumes_at_its_position_and_gives_equal_rows() throws Exception {
        try (var usage = new ReplayedUsage()) {
            usage.append(new Random(SEED), 800);
            usage.goLive(new UsageProjection());
            usage.awaitLive(Topics.USAGE);
            for (int kill = 0; kill < KILLS; kill++) {
                long before = position(usage);
                try (var process = ReplayProcess.start(usage, order(150))) {
                    process.awaitReady(TIMEOUT, () -> position(usage) > before);
                }
                assertThat(position(usage))
                        .as("after kill %d, seed %d", kill, SEED)
                        .isGreaterThan(before);
            }

            try (var _ = ReplayProcess.start(usage, order(0))) {
                await().atMost(TIMEOUT)
                        .untilAsserted(() -> assertThat(
                                        usage.database.query("select state, error from usage.replays where id = 900"))
                                .containsExactly("compared null"));
            }
            assertThat(usage.comparison(900))
                    .as("seed %d", SEED)
                    .hasSize(9)
                    .allSatisfy(table -> assertThat(table).contains(" true 0 0 0"));
        }
    }

    /** @param factsPerSecond 0 for no limit */
    private static ReplayOrder order(long factsPerSecond) {
        return new ReplayOrder(
                900,
                "usage",
                Mode.SHADOW,
                new Scope.Everything(),
                factsPerSecond,
                false,
                Wanted.RUN,
                1,
                Instant.ofEpochMilli(System.currentTimeMillis()),
                "");
    }

    private static long position(ReplayedUsage usage) {
        boolean begun = usage.database
                .query("select to_regclass('usage_replay_900.projection_positions') is not null")
                .contains("t");
        return begun
                ? Long.parseLong(usage.database
                        .query("select coalesce(sum(next_offset), 0) from usage_replay_900.projection_positions")
                        .getFirst())
                : 0;
    }
}
