package io.nodecore.replay.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final ReplayProgress progress = new ReplayProgress();

    @Test
    void the_first_look_knows_no_rate() {
        assertThat(progress.report(10, 100, T0)).isEqualTo(new ReplayProgress.Report(10, 100, null));
    }

    @Test
    void the_rate_is_that_of_the_last_seconds() {
        progress.report(0, 1_000, T0);
        progress.report(0, 1_000, T0.plusSeconds(60));
        progress.report(500, 1_000, T0.plusSeconds(65));

        assertThat(progress.report(600, 1_000, T0.plusSeconds(70)).factsPerSecond())
                .isEqualTo(60.0);
    }

    @Test
    void the_total_is_never_less_than_what_is_applied() {
        assertThat(progress.report(7, 5, T0).total()).isEqualTo(7);
    }
}
