package io.nodecore.usage.minutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.Multipliers;
import io.nodecore.projection.JournaledFact;
import io.nodecore.usage.quotas.Billed;
import io.nodecore.usage.quotas.BilledDay;
import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageFoldTest {

    @Test
    void entries_of_one_minute_and_key_add_up_within_and_across_reports() {
        var fold = UsageFold.of(List.of(
                fact(1, 1_000, entry(7, 42, 5, 10, 20), entry(7, 42, 5, 1, 2)),
                fact(1, 2_000, entry(7, 42, 5, 100, 200))));

        assertThat(fold.minutes()).containsOnly(Map.entry(new UsageKey(7, 1, 42, 9, 5), new Traffic(111, 222)));
        assertThat(fold.subscriptions()).containsOnly(Map.entry(9L, new Billed(new Traffic(111, 222), new BigDecimal(333), 2_000)));
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
    void bytes_count_against_limits_by_the_multipliers_and_the_day_of_their_arrival() {
        long monday = Instant.parse("2026-11-23T23:59:59.999Z").toEpochMilli();
        var headers = new FactHeaders("e", 1, monday, "r", Multipliers.parse("0.1;6=1.25"));
        var fold = UsageFold.of(List.of(
                new JournaledFact<>(
                        "node.usage",
                        0,
                        0,
                        headers,
                        List.of(entry(7, 42, 5, 1, 2), entry(7, 42, 6, 1, 0), entry(7, 42, 6, 1, 0))),
                fact(2, monday + 1, entry(7, 42, 6, 7, 7))));

        assertThat(fold.billed())
                .containsExactly(
                        Map.entry(
                                new BilledDay(9, LocalDate.parse("2026-11-23")),
                                new Billed(new Traffic(3, 2), new BigDecimal("2.80"), monday)),
                        Map.entry(
                                new BilledDay(9, LocalDate.parse("2026-11-24")),
                                new Billed(new Traffic(7, 7), new BigDecimal("14"), monday + 1)));
        // What was reported stays what was reported.
        assertThat(fold.subscriptions()).containsOnly(Map.entry(9L, new Billed(new Traffic(10, 9), new BigDecimal("16.80"), monday + 1)));
    }

    @Test
    void a_sum_beyond_the_range_of_a_long_is_exact() {
        var fold = UsageFold.of(List.of(
                fact(1, 1_000, entry(7, 42, 5, Long.MAX_VALUE, 0)), fact(1, 1_000, entry(7, 42, 5, Long.MAX_VALUE, 1))));

        var sum = new Traffic(BigInteger.TWO.multiply(BigInteger.valueOf(Long.MAX_VALUE)), BigInteger.ONE);
        assertThat(fold.minutes()).containsOnly(Map.entry(new UsageKey(7, 1, 42, 9, 5), sum));
        assertThat(fold.subscriptions()).containsOnly(Map.entry(9L, new Billed(sum, new BigDecimal(sum.bytesUp().add(sum.bytesDown())), 1_000)));
    }

    private static UsageEntry entry(long minute, long user, long protocol, long up, long down) {
        return new UsageEntry(minute, user, 9, protocol, new Traffic(up, down));
    }

    private static JournaledFact<List<UsageEntry>> fact(long node, long receivedAtMs, UsageEntry... entries) {
        return new JournaledFact<>("node.usage", 0, 0, new FactHeaders("e", node, receivedAtMs, "r"), List.of(entries));
    }
}
