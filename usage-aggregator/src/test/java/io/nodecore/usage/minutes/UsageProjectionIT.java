package io.nodecore.usage.minutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.usage.UsageDatabase;
import io.nodecore.usage.UsageRows;
import io.nodecore.usage.minutes.UsageEntry.CorrectedBilling;
import io.nodecore.usage.quotas.BilledDay;
import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The projection on a real database, batch by batch. */
class UsageProjectionIT {

    private static final long T0 = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
    private static final long MINUTE = T0 / 60_000;

    private final UsageDatabase database = new UsageDatabase();
    private final UsageProjection projection = new UsageProjection();

    @Test
    void amounts_of_one_minute_add_up_over_batches_and_touch_their_subscription_only() {
        apply(fact("a", T0 + 1, entry(0, 7, 10, 20), entry(0, 7, 1, 2), entry(0, 0, 5, 6)));
        apply(fact("b", T0, entry(0, 7, 100, 200), entry(1, 8, 1, 1)));

        assertThat(UsageRows.minutes(database))
                .containsExactly(
                        "2026-01-01 12:00:00 1 42 0 3 5 6",
                        "2026-01-01 12:00:00 1 42 7 3 111 222",
                        "2026-01-01 12:01:00 1 42 8 3 1 1");
        assertThat(UsageRows.subscriptions(database))
                .containsExactly("7 111 222 1767268800.001", "8 1 1 1767268800.000");
    }

    @Test
    void a_repeat_in_a_batch_and_in_a_later_one_changes_nothing() {
        assertThat(apply(fact("a", T0, entry(0, 7, 1, 1)), fact("a", T0 + 1, entry(0, 7, 1, 1))))
                .isEqualTo(1);
        assertThat(apply(fact("a", T0 + 2, entry(0, 7, 1, 1)))).isEqualTo(1);

        assertThat(UsageRows.subscriptions(database)).containsExactly("7 1 1 1767268800.000");
    }

    @Test
    void minutes_long_past_far_ahead_and_very_large_are_kept() {
        long day = 24 * 60;
        apply(fact(
                "a",
                T0,
                entry(-400 * day, 7, 1_000_000_000_000_000L, 1),
                entry(-20_000 * day, 7, 1, 1),
                entry(200_000 * day, 7, 1, 1)));

        assertThat(UsageRows.minutes(database))
                .containsExactly(
                        "1971-03-31 12:00:00 1 42 7 3 1 1",
                        "2024-11-27 12:00:00 1 42 7 3 1000000000000000 1",
                        "2573-08-01 12:00:00 1 42 7 3 1 1");
    }

    @Test
    void a_report_larger_than_a_statement_is_applied_whole() {
        apply(fact(
                "a",
                T0,
                LongStream.range(0, 25_000).mapToObj(i -> entry(i, 7, 1, 2)).toArray(UsageEntry[]::new)));

        assertThat(database.query("select count(*), sum(bytes_up), sum(bytes_down) from public.usage_minutes"))
                .containsExactly("25000 25000 50000");
        assertThat(UsageRows.subscriptions(database)).containsExactly("7 25000 50000 1767268800.000");
    }

    @Test
    void a_sum_beyond_the_range_of_a_bigint_is_exact_and_concerns_its_own_keys_alone() {
        for (int i = 0; i < 3; i++) {
            apply(fact("hostile-" + i, T0, entry(0, 7, Long.MAX_VALUE, Long.MAX_VALUE), entry(0, 8, 1, 2)));
        }
        apply(fact("honest", T0, entry(0, 7, 5, 5), entry(0, 8, 10, 20), entry(1, 0, 3, 4)));

        String hostile = "27670116110564327426";
        assertThat(database.query("select subscription_id, bytes_up, bytes_down from subscription_traffic order by 1"))
                .containsExactly("7 " + hostile + " " + hostile, "8 13 26");
        assertThat(UsageRows.minutes(database))
                .containsExactly(
                        "2026-01-01 12:00:00 1 42 7 3 " + hostile + " " + hostile,
                        "2026-01-01 12:00:00 1 42 8 3 13 26",
                        "2026-01-01 12:01:00 1 42 0 3 3 4");
        assertThat(database.query("select bytes_up, billed_bytes from subscription_billing where subscription_id = 7"))
                .containsExactly(hostile + " 55340232221128654852");
        assertThat(database.query("select bytes_up from public.subscription_traffic where subscription_id = 7"))
                .as("readers see a bigint")
                .containsExactly(Long.toString(Long.MAX_VALUE));
    }

    @Test
    void a_sum_beyond_the_range_does_not_depend_on_the_order_of_reports_and_corrections() {
        apply(correction("correction-1-0", T0, -Long.MAX_VALUE, -1, "-1"));
        apply(fact("a", T0, entry(0, 7, Long.MAX_VALUE, 1)), fact("b", T0, entry(0, 7, Long.MAX_VALUE, 1)));
        apply(correction("correction-1-1", T0, -Long.MAX_VALUE, -1, "-1"));

        assertThat(UsageRows.subscriptions(database)).containsExactly("7 0 0 1767268800.000");
    }

    @Test
    void hours_and_days_are_the_sums_of_their_minutes_and_a_correction_is_in_all_of_them() {
        apply(
                fact("a", T0, entry(0, 7, 1, 2), entry(59, 7, 10, 20), entry(60, 7, 100, 200), entry(12 * 60, 7, 5, 5)),
                fact("b", T0, entry(0, 0, 3, 4), new UsageEntry(MINUTE, 43, 7, 3, new Traffic(1_000, 0))));
        apply(correction("correction-1-0", T0, -4, -5, "-9"));

        assertThat(database.query("select hour, user_id, subscription_id, bytes_up, bytes_down from public.usage_hours order by 1, 2, 3"))
                .containsExactly(
                        "2026-01-01 12:00:00+00 42 0 3 4",
                        "2026-01-01 12:00:00+00 42 7 7 17",
                        "2026-01-01 12:00:00+00 43 7 1000 0",
                        "2026-01-01 13:00:00+00 42 7 100 200",
                        "2026-01-02 00:00:00+00 42 7 5 5");
        assertThat(database.query("select day, user_id, subscription_id, bytes_up, bytes_down from public.usage_days order by 1, 2, 3"))
                .containsExactly(
                        "2026-01-01 42 0 3 4", "2026-01-01 42 7 107 217", "2026-01-01 43 7 1000 0", "2026-01-02 42 7 5 5");
        assertThat(database.query("select hour, node_id, bytes_up, bytes_down from public.node_usage_hours order by 1"))
                .containsExactly(
                        "2026-01-01 12:00:00+00 1 1010 21",
                        "2026-01-01 13:00:00+00 1 100 200",
                        "2026-01-02 00:00:00+00 1 5 5");
    }

    @Test
    void an_empty_report_is_applied_and_changes_nothing() {
        assertThat(apply(fact("a", T0))).isZero();
        assertThat(UsageRows.minutes(database)).isEmpty();
    }

    @Test
    void a_correction_counts_once_and_also_before_the_usage_that_it_corrects() {
        assertThat(apply(correction("correction-1-0", T0 + 5, -60, -40, "-150.5")))
                .isZero();
        assertThat(UsageRows.minutes(database)).containsExactly("2026-01-01 12:00:00 1 42 7 3 -60 -40");

        assertThat(apply(correction("correction-1-0", T0 + 5, -60, -40, "-150.5")))
                .isEqualTo(1);
        apply(fact("a", T0, entry(0, 7, 100, 200)));

        assertThat(UsageRows.minutes(database)).containsExactly("2026-01-01 12:00:00 1 42 7 3 40 160");
        assertThat(UsageRows.subscriptions(database)).containsExactly("7 40 160 1767268800.005");
        assertThat(database.query(
                        "select day, bytes_up, bytes_down, billed_bytes from subscription_billing order by day"))
                .containsExactly("2026-01-01 40 160 149.5");
        assertThat(database.query("select day, bytes_up, billed_bytes from public.subscription_billing where day = 'infinity'"))
                .containsExactly("infinity 40 149.5");
    }

    @Test
    void the_name_of_a_report_and_that_of_a_correction_are_two_things() {
        apply(fact("correction-1-0", T0, entry(0, 7, 100, 200)));

        assertThat(apply(correction("correction-1-0", T0, -1, -2, "-3"))).isZero();
        assertThat(UsageRows.subscriptions(database)).containsExactly("7 99 198 1767268800.000");
    }

    @Test
    void rows_are_those_of_one_pass_whatever_the_batches_crashes_and_repeats() {
        for (long seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            List<JournaledFact<List<UsageEntry>>> log = randomFacts(random, seed);
            for (int from = 0; from < log.size(); ) {
                var batch = log.subList(from, Math.min(log.size(), from + 1 + random.nextInt(30)));
                if (random.nextInt(3) == 0) {
                    database.crash(connection -> projection.apply(connection, batch));
                } else {
                    database.commit(connection -> projection.apply(connection, batch));
                    from += batch.size();
                }
            }
        }
        Map<String, Traffic> expectedMinutes = new TreeMap<>();
        Map<Long, Traffic> expectedSubscriptions = new TreeMap<>();
        for (long seed = 0; seed < 30; seed++) {
            addOnePass(randomFacts(new Random(seed), seed), expectedMinutes, expectedSubscriptions);
        }
        assertThat(database.query("""
                        select (extract(epoch from minute) / 60)::bigint, node_id, user_id, subscription_id, node_protocol_id,
                               bytes_up, bytes_down from usage_minutes"""))
                .as("seeds 0 to 29")
                .containsExactlyInAnyOrderElementsOf(expectedMinutes.entrySet().stream()
                        .map(row -> row.getKey() + " " + row.getValue().bytesUp() + " "
                                + row.getValue().bytesDown())
                        .toList());
        assertThat(database.query("select subscription_id, bytes_up, bytes_down from subscription_traffic"))
                .as("seeds 0 to 29")
                .containsExactlyInAnyOrderElementsOf(expectedSubscriptions.entrySet().stream()
                        .map(row -> row.getKey() + " " + row.getValue().bytesUp() + " "
                                + row.getValue().bytesDown())
                        .toList());
    }

    /** 200 reports of 3 nodes of the seed's own, every fifth of them repeated later. */
    private static List<JournaledFact<List<UsageEntry>>> randomFacts(Random random, long seed) {
        List<JournaledFact<List<UsageEntry>>> log = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i > 0 && random.nextInt(5) == 0) {
                log.add(log.get(random.nextInt(log.size())));
                continue;
            }
            List<UsageEntry> entries = new ArrayList<>();
            for (int j = random.nextInt(8); j > 0; j--) {
                entries.add(new UsageEntry(
                        MINUTE + random.nextInt(20),
                        1 + random.nextInt(5),
                        random.nextInt(3),
                        1 + random.nextInt(2),
                        new Traffic(random.nextLong(1L << 40), random.nextLong(1L << 40))));
            }
            long node = seed * 10 + 1 + random.nextInt(3);
            log.add(new JournaledFact<>(
                    "node.usage", 0, i, new FactHeaders("e" + i, node, T0 + i, "report-" + i), entries));
        }
        return log;
    }

    private static void addOnePass(
            List<JournaledFact<List<UsageEntry>>> log, Map<String, Traffic> minutes, Map<Long, Traffic> subscriptions) {
        log.stream()
                .distinct()
                .forEach(fact -> fact.fact().forEach(entry -> {
                    String key = entry.minute() + " " + fact.headers().nodeId() + " " + entry.userId() + " "
                            + entry.subscriptionId() + " " + entry.nodeProtocolId();
                    minutes.merge(key, entry.traffic(), Traffic::plus);
                    if (entry.subscriptionId() != 0) {
                        subscriptions.merge(entry.subscriptionId(), entry.traffic(), Traffic::plus);
                    }
                }));
    }

    /** @return how many of them were repeats */
    @SafeVarargs
    private int apply(JournaledFact<List<UsageEntry>>... facts) {
        return facts.length
                - database.commit(connection -> projection.apply(connection, List.of(facts)))
                        .size();
    }

    private static JournaledFact<List<UsageEntry>> correction(
            String name, long decidedAtMs, long up, long down, String billed) {
        return new JournaledFact<>(
                "usage.corrected",
                0,
                0,
                new FactHeaders("e", 1, decidedAtMs, name),
                List.of(new UsageEntry(
                        MINUTE,
                        42,
                        7,
                        3,
                        new Traffic(up, down),
                        new CorrectedBilling(BilledDay.dayOf(T0), new BigDecimal(billed)))));
    }

    private static UsageEntry entry(long minutesLater, long subscription, long up, long down) {
        return new UsageEntry(MINUTE + minutesLater, 42, subscription, 3, new Traffic(up, down));
    }

    private static JournaledFact<List<UsageEntry>> fact(String reportId, long receivedAtMs, UsageEntry... entries) {
        return new JournaledFact<>(
                "node.usage", 0, 0, new FactHeaders("e", 1, receivedAtMs, reportId), List.of(entries));
    }
}
