package io.nodecore.queries.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violation;
import io.nodecore.queries.presence.StatsHistoryQuery.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatsHistoryQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void without_anything_it_is_the_last_hour_by_the_minute() {
        assertThat(StatsHistoryQuery.of(null, null, null, NOW))
                .isEqualTo(new StatsHistoryQuery(NOW.minus(Duration.ofHours(1)), NOW, Step.MINUTE));
    }

    @Test
    void without_a_step_it_is_the_finest_that_reaches_back_so_far() {
        assertThat(stepSince(Duration.ofMinutes(10))).isEqualTo(Step.FINE);
        assertThat(stepSince(Duration.ofMinutes(12))).isEqualTo(Step.MINUTE);
        assertThat(stepSince(Duration.ofHours(24))).isEqualTo(Step.MINUTE);
        assertThat(stepSince(Duration.ofHours(25))).isEqualTo(Step.HOUR);
        assertThat(stepSince(Duration.ofDays(1000).minusDays(600))).isEqualTo(Step.HOUR);
    }

    @Test
    void steps_have_a_word_and_a_duration() {
        assertThat(List.of("2s", "1m", "1h", "PT2S", "PT1M", "pt1h").stream()
                        .map(word -> StatsHistoryQuery.of(null, NOW, word, NOW).step()))
                .containsExactly(Step.FINE, Step.MINUTE, Step.HOUR, Step.FINE, Step.MINUTE, Step.HOUR);
    }

    @Test
    void what_is_wrong_is_told() {
        assertThat(refused(null, null, "5m")).isEqualTo("step");
        assertThat(refused(NOW, NOW, "1m")).isEqualTo("from");
        assertThat(refused(NOW.minus(Duration.ofHours(10_001)), NOW, null)).isEqualTo("from");
        assertThat(refused(Instant.MIN, NOW, null)).isEqualTo("from");
        assertThat(refused(null, Instant.MAX, null)).isEqualTo("to");
    }

    private static Step stepSince(Duration ago) {
        return StatsHistoryQuery.of(NOW.minus(ago), NOW, null, NOW).step();
    }

    private static String refused(@Nullable Instant from, @Nullable Instant to, @Nullable String step) {
        try {
            throw new AssertionError("became " + StatsHistoryQuery.of(from, to, step, NOW));
        } catch (FailureException refusal) {
            List<Violation> violations = ((Failure.Invalid) refusal.failure()).violations();
            assertThat(violations).hasSize(1);
            return violations.getFirst().field();
        }
    }
}
