package io.nodecore.enrichment.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobBackOffTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final JobBackOff backOff = new JobBackOff(Duration.ofSeconds(10), Duration.ofSeconds(60));

    @Test
    void each_failure_in_a_row_doubles_the_pause_and_the_sixth_skips_the_page() {
        for (int seconds : new int[] {10, 20, 40, 60, 60}) {
            assertThat(backOff.failed(Job.ALL, NOW)).isTrue();
            assertThat(backOff.isPaused(Job.ALL, NOW.plusSeconds(seconds - 1))).isTrue();
            assertThat(backOff.isPaused(Job.ALL, NOW.plusSeconds(seconds))).isFalse();
        }
        assertThat(backOff.failed(Job.ALL, NOW)).isFalse();
        assertThat(backOff.isPaused(Job.ALL, NOW)).isFalse();
    }

    @Test
    void a_success_resets_the_pause() {
        backOff.failed(Job.ALL, NOW);
        backOff.failed(Job.ALL, NOW);
        backOff.succeeded(Job.ALL);
        backOff.failed(Job.ALL, NOW);
        assertThat(backOff.isPaused(Job.ALL, NOW.plusSeconds(10))).isFalse();
    }

    @Test
    void the_pause_of_one_job_does_not_delay_the_other() {
        backOff.failed(Job.ALL, NOW);
        assertThat(backOff.isPaused(Job.RECENT, NOW)).isFalse();
    }
}
