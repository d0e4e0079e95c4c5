package io.nodecore.usage.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.usage.minutes.UsageFold.Gain;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageFoldTest {

    @Test
    void entries_of_one_minute_and_key_add_up_within_and_across_reports() {
        var fold = UsageFold.of(List.of(
                fact(1, 1_000, entry(7, 42, 5, 10, 20), entry(7, 42, 5, 1, 2)),
                fact(1, 2_000, entry(7, 42, 5, 100, 200))));

        assertThat(fold.minutes())
                .containsOnly(java.util.Map.entry(new UsageKey(7, 1, 42, 9, 5), new Traffic(111, 222)));
        assertThat(fold.subscriptions()).containsOnly(java.util.Map.entry(9L, new Gain(new Traffic(111, 222), 2_000)));
    }

    @Test
    void every_part_of_the_key_tells_rows_apart() {
        var fold = UsageFold.of(List.of(
                fact(
                        1,
                        1_000,
                        entry(7, 42, 5, 1, 0),
                        entry(8, 42, 5, 1, 0),
                        entry(7, 43, 5, 1, 0),
                        entry(7, 42, 6, 1, 0)),
                fact(2, 1_000, entry(7, 42, 5, 1, 0), new UsageEntry(7, 42, 0, 5, new Traffic(1, 0)))));

        assertThat(fold.minutes()).hasSize(6);
    }

    @Test
    void rows_come_in_the_order_of_their_keys() {
        var fold = UsageFold.of(List.of(
                fact(2, 1_000, entry(9, 1, 1, 1, 1), entry(7, 3, 1, 1, 1)), fact(1, 1_000, entry(9, 1, 1, 1, 1))));

        assertThat(fold.minutes().keySet())
                .containsExactly(new UsageKey(7, 2, 3, 9, 1), new UsageKey(9, 1, 1, 9, 1), new UsageKey(9, 2, 1, 9, 1));
    }

    @Test
    void an_entry_without_subscription_is_in_no_subscription() {
        var fold = UsageFold.of(List.of(fact(1, 1_000, new UsageEntry(7, 42, 0, 5, new Traffic(1, 2)))));

        assertThat(fold.minutes()).containsKey(new UsageKey(7, 1, 42, 0, 5));
        assertThat(fold.subscriptions()).isEmpty();
    }

    @Test
    void a_sum_that_leaves_the_range_fails_rather_than_wrapping_around() {
        var facts = List.of(fact(1, 1_000, entry(7, 42, 5, Long.MAX_VALUE, 0)), fact(1, 1_000, entry(7, 42, 5, 1, 0)));

        assertThatThrownBy(() -> UsageFold.of(facts)).isInstanceOf(ArithmeticException.class);
    }

    private static UsageEntry entry(long minute, long user, long protocol, long up, long down) {
        return new UsageEntry(minute, user, 9, protocol, new Traffic(up, down));
    }

    private static JournaledFact<List<UsageEntry>> fact(long node, long receivedAtMs, UsageEntry... entries) {
        return new JournaledFact<>("node.usage", 0, 0, new FactHeaders("e", node, receivedAtMs, "r"), List.of(entries));
    }
}
