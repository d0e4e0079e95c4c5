package io.nodecore.queries.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.admin.failure.FailureException;
import io.nodecore.queries.history.UsageQuery.Asked;
import io.nodecore.queries.history.UsageQuery.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:17:30Z");

    @Test
    void without_parameters_it_is_all_usage_of_the_last_day_by_minutes() {
        assertThat(query(null, null, null, null, null))
                .isEqualTo(new UsageQuery(
                        Map.of(),
                        Instant.parse("2026-11-27T10:18:00Z"),
                        Instant.parse("2026-11-28T10:19:00Z"),
                        Step.MINUTE,
                        List.of(),
                        0));
    }

    @Test
    void the_step_follows_from_the_range_if_it_is_not_given() {
        assertThat(query(NOW.minus(Duration.ofDays(1)), NOW, null, null, null).step())
                .isEqualTo(Step.MINUTE);
        assertThat(query(NOW.minus(Duration.ofDays(31)), NOW, null, null, null).step())
                .isEqualTo(Step.HOUR);
        assertThat(query(NOW.minus(Duration.ofDays(32)), NOW, null, null, null).step())
                .isEqualTo(Step.DAY);
        assertThat(query(NOW.minus(Duration.ofDays(1)), NOW, null, "user", 5).step())
                .isEqualTo(Step.HOUR);
        assertThat(query(NOW.minus(Duration.ofDays(30)), NOW, null, "user", 5).step())
                .isEqualTo(Step.DAY);
    }

    @Test
    void a_range_is_extended_to_whole_steps() {
        UsageQuery query = query(NOW.minus(Duration.ofDays(2)), NOW, "day", null, null);
        assertThat(query.from()).isEqualTo("2026-11-26T00:00:00Z");
        assertThat(query.to()).isEqualTo("2026-11-29T00:00:00Z");
    }

    @Test
    void the_parts_may_be_several() {
        assertThat(query(null, null, null, "node,PROTOCOL", null).by())
                .containsExactly(UsagePart.NODE, UsagePart.PROTOCOL);
    }

    @Test
    void what_is_out_of_bounds_is_refused() {
        assertRefused("from: must be at most 31 days before to", NOW.minus(Duration.ofDays(32)), "minute", null, null);
        assertRefused("from: must be at most 400 days before to", NOW.minus(Duration.ofDays(401)), "day", null, null);
        assertRefused("from: must be at most 400 days before to", NOW.minus(Duration.ofDays(401)), null, null, null);
        assertRefused("by: must be some of node, protocol, user, subscription", null, null, "country", null);
        assertRefused("by: must be some of node, protocol, user, subscription", null, null, "node,node", null);
        assertRefused("by: is required with top", null, null, null, 3);
        assertRefused("top: must be from 1 to 1000", null, null, "user", 0);
        assertRefused("from: must be before to", NOW, null, null, null);
    }

    private static void assertRefused(
            String message, @Nullable Instant from, @Nullable String step, @Nullable String by, @Nullable Integer top) {
        assertThatThrownBy(() -> query(from, NOW, step, by, top))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refusal -> assertThat(refusal.failure().message()).startsWith(message));
    }

    private static UsageQuery query(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String step,
            @Nullable String by,
            @Nullable Integer top) {
        return UsageQuery.of(new Asked(null, null, null, null, from, to, step, by, top), NOW);
    }
}
