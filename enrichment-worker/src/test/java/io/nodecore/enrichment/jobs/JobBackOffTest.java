package io.nodecore.enrichment.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobBackOffTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final JobBackOff pauses = new JobBackOff(Duration.ofSeconds(10), Duration.ofSeconds(60));

    @Test
    void each_failure_in_a_row_doubles_the_pause_up_to_the_longest_and_the_last_one_passes_the_page_over() {
        for (int seconds : new int[] {10, 20, 40, 60, 60}) {
            assertThat(pauses.failed(Job.ALL, NOW)).isTrue();
            assertThat(pauses.isPaused(Job.ALL, NOW.plusSeconds(seconds - 1))).isTrue();
            assertThat(pauses.isPaused(Job.ALL, NOW.plusSeconds(seconds))).isFalse();
        }
        assertThat(pauses.failed(Job.ALL, NOW)).isFalse();
        assertThat(pauses.isPaused(Job.ALL, NOW)).isFalse();
    }

    @Test
    void a_page_that_went_well_ends_the_row() {
        pauses.failed(Job.ALL, NOW);
        pauses.failed(Job.ALL, NOW);
        pauses.succeeded(Job.ALL);
        pauses.failed(Job.ALL, NOW);
        assertThat(pauses.isPaused(Job.ALL, NOW.plusSeconds(10))).isFalse();
    }

    @Test
    void one_job_does_not_keep_the_other_waiting() {
        pauses.failed(Job.ALL, NOW);
        assertThat(pauses.isPaused(Job.RECENT, NOW)).isFalse();
    }
}
