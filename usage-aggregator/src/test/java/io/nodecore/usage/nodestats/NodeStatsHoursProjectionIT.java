package io.nodecore.usage.nodestats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.SystemStats;
import io.nodecore.schemas.facts.XrayStats;
import io.nodecore.usage.UsageDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeStatsHoursProjectionIT {

    private static final Instant HOUR = Instant.parse("2026-11-23T10:00:00Z");

    private final UsageDatabase database = new UsageDatabase();
    private final NodeStatsHoursProjection projection = new NodeStatsHoursProjection();

    @Test
    void an_hour_has_the_smallest_the_mean_and_the_greatest_of_its_reports() {
        apply(database, fact(1, HOUR, 10, true), fact(1, HOUR.plusSeconds(3599), 20.5, false));
        apply(
                database,
                fact(1, HOUR.plusSeconds(60), 90, true),
                fact(1, HOUR.plusSeconds(3600), 1, true),
                fact(2, HOUR, 7, true));

        assertThat(database.query("""
                select node_id, hour, reports, xray_running, cpu_min, round(cpu_mean, 3), cpu_max, disk_min, disk_max
                from public.node_stats_hours order by 1, 2
                """))
                .containsExactly(
                        "1 2026-11-23 10:00:00+00 3 2 10.000 40.167 90.000 5.000 5.000",
                        "1 2026-11-23 11:00:00+00 1 1 1.000 1.000 1.000 5.000 5.000",
                        "2 2026-11-23 10:00:00+00 1 1 7.000 7.000 7.000 5.000 5.000");
    }

    @Test
    void figures_that_are_missing_or_not_finite_are_not_counted() {
        apply(
                database,
                fact(1, HOUR, Double.NaN, true),
                fact(1, HOUR, Double.POSITIVE_INFINITY, true),
                fact(1, HOUR, NodeStatsReported.getDefaultInstance()));

        assertThat(database.query("select reports, xray_running, cpu_min, cpu_mean, cpu_max, disk_mean from"
                        + " public.node_stats_hours"))
                .first()
                .asString()
                .startsWith("3 2 null null null 5.0");
    }

    @Test
    void the_largest_figures_that_a_report_may_hold_can_be_added() {
        apply(database, fact(1, HOUR, Double.MAX_VALUE, true), fact(1, HOUR, Double.MAX_VALUE, true));
        apply(database, fact(1, HOUR, Double.MAX_VALUE, true));

        assertThat(database.query("select reports from node_stats_hours where cpu_sum = 3 * cpu_max"))
                .containsExactly("3");
    }

    @Test
    void a_row_is_kept_until_its_node_has_reported_for_another_year() {
        apply(database, fact(1, HOUR, 1, true), fact(2, HOUR, 1, true));
        apply(database, fact(1, HOUR.plus(Duration.ofDays(365)), 1, true));
        assertThat(hours()).hasSize(3);

        apply(database, fact(1, HOUR.plus(Duration.ofDays(365)).plusSeconds(3600), 1, true));
        assertThat(hours())
                .containsExactly("1 2027-11-23 10:00:00+00", "1 2027-11-23 11:00:00+00", "2 2026-11-23 10:00:00+00");

        // Late by more than a year: gone at once.
        apply(database, fact(1, HOUR, 1, true));
        assertThat(hours()).hasSize(3);
    }

    @Test
    void a_repeat_of_a_named_report_counts_once_also_in_a_later_hour_and_another_transaction() {
        apply(database, named(1, HOUR, "tick-1"), named(1, HOUR.plusSeconds(3), "tick-1"), named(2, HOUR, "tick-1"));
        apply(database, named(1, HOUR.plusSeconds(3_600), "tick-1"), named(1, HOUR.plusSeconds(7), "tick-2"));

        assertThat(database.query("select node_id, hour, reports from node_stats_hours order by 1, 2"))
                .containsExactly("1 2026-11-23 10:00:00+00 2", "2 2026-11-23 10:00:00+00 1");
        List<JournaledFact<NodeStatsReported>> counted = new ArrayList<>();
        database.commit(connection -> counted.addAll(
                projection.apply(connection, List.of(named(1, HOUR, "tick-2"), named(1, HOUR, "tick-3")))));
        assertThat(counted).extracting(fact -> fact.headers().reportId()).containsExactly("tick-3");
    }

    @Test
    void names_are_forgotten_a_day_after_their_report_and_only_those_that_nodes_gave_are_kept() {
        apply(database, named(1, HOUR, "tick-1"), fact(1, HOUR, 1, true));
        apply(database, named(1, HOUR.plus(Duration.ofHours(26)), "tick-2"));
        assertThat(database.query("select report_id from report_ids")).containsExactly("tick-2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_same_reports_in_other_pieces_and_another_order_give_the_same_rows(long seed) {
        var random = new Random(seed);
        List<JournaledFact<NodeStatsReported>> facts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            facts.add(fact(
                    1 + random.nextInt(3),
                    HOUR.plusSeconds(random.nextInt(20) * 1_900_000L),
                    random.nextGaussian() * 1e6,
                    random.nextBoolean()));
        }
        UsageDatabase shadow = database.shadow();
        inPieces(database, facts, random);
        Collections.shuffle(facts, random);
        inPieces(shadow, facts, random);

        String all = "select * from node_stats_hours order by node_id, hour";
        assertThat(shadow.query(all))
                .as("seed %d", seed)
                .isEqualTo(database.query(all))
                .isNotEmpty();
    }

    private void inPieces(UsageDatabase target, List<JournaledFact<NodeStatsReported>> facts, Random random) {
        for (int from = 0; from < facts.size(); ) {
            int to = Math.min(facts.size(), from + 1 + random.nextInt(40));
            List<JournaledFact<NodeStatsReported>> piece = facts.subList(from, to);
            target.commit(connection -> projection.apply(connection, piece));
            from = to;
        }
    }

    private List<String> hours() {
        return database.query("select node_id, hour from node_stats_hours order by 1, 2");
    }

    @SafeVarargs
    private void apply(UsageDatabase target, JournaledFact<NodeStatsReported>... facts) {
        target.commit(connection -> projection.apply(connection, List.of(facts)));
    }

    private static JournaledFact<NodeStatsReported> fact(long node, Instant at, double cpu, boolean running) {
        return fact(
                node,
                at,
                NodeStatsReported.newBuilder()
                        .setSystem(SystemStats.newBuilder().setCpuPercent(cpu).setDiskUsed(5))
                        .setXray(XrayStats.newBuilder().setRunning(running))
                        .build());
    }

    private static JournaledFact<NodeStatsReported> named(long node, Instant at, String reportId) {
        String eventId = UUID.randomUUID().toString();
        return new JournaledFact<>(
                "node.stats",
                0,
                0,
                new FactHeaders(eventId, node, at.toEpochMilli(), reportId),
                NodeStatsReported.getDefaultInstance());
    }

    private static JournaledFact<NodeStatsReported> fact(long node, Instant at, NodeStatsReported stats) {
        String eventId = UUID.randomUUID().toString();
        return new JournaledFact<>(
                "node.stats", 0, 0, new FactHeaders(eventId, node, at.toEpochMilli(), eventId), stats);
    }
}
