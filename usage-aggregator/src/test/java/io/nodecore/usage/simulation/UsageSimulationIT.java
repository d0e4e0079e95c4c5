package io.nodecore.usage.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.projection.Projection;
import io.nodecore.projection.simulation.Incidents;
import io.nodecore.projection.simulation.ProjectionSimulation;
import io.nodecore.schemas.Topics;
import io.nodecore.testkit.RowTexts;
import io.nodecore.usage.UsageDatabase;
import io.nodecore.usage.minutes.UsageProjection;
import io.nodecore.usage.outbound.OutboundProjection;
import io.nodecore.usage.quotas.Quotas;
import io.nodecore.usage.sessions.SessionProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The service's real projections on a real database, case by case out of a seed: polls that end anywhere, repeats, poison, restarts,
 * stale claims, connections that break between any two calls, commits whose answer is lost, dead letters that can't be kept, replays
 * that are stopped, swapped and rolled back. Rows, dead letters, positions and counts must be those of one pass that was written a
 * second time.
 *
 * <p>{@code -Dnodecore.simulation.seed=7} plays seed 7 alone, {@code -Dnodecore.simulation.cases=50000} plays more of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageSimulationIT {

    private static final Long ONLY = Long.getLong("nodecore.simulation.seed");
    private static final int CASES = Integer.getInteger("nodecore.simulation.cases", 1_000);

    private final UsageDatabase database = new UsageDatabase();

    @Test
    void usage_is_that_of_one_pass_whatever_happens() throws Exception {
        play(
                CASES,
                new UsageProjection(),
                new UsageTables.Content(),
                UsageTables::new,
                UsageTables.ROWS,
                UsageTables.EMPTY);

        assertThat(database.query("""
                        select (select count(*) from usage_minutes) + (select count(*) from usage_hours)
                               + (select count(*) from usage_days)"""))
                .as("all rows are in the partitions that this test reads")
                .isEqualTo(database.query("""
                        select sum(n) from (
                            select count(*) n from usage_minutes_2026_01 union all select count(*) from usage_minutes_other
                            union all select count(*) from usage_hours_2026_q1 union all select count(*) from usage_hours_other
                            union all select count(*) from usage_days_2026 union all select count(*) from usage_days_other) t"""));
    }

    @Test
    void outbound_traffic_is_that_of_one_pass_whatever_happens() throws Exception {
        play(
                CASES / 4,
                new OutboundProjection(),
                new OutboundTables.Content(),
                OutboundTables::new,
                OutboundTables.ROWS,
                OutboundTables.EMPTY);
    }

    @Test
    void sessions_are_those_of_one_pass_whatever_happens() throws Exception {
        play(
                CASES / 4,
                new SessionProjection(),
                new SessionTables.Content(),
                SessionTables::new,
                SessionTables.ROWS,
                SessionTables.EMPTY);
    }

    /** Replays make and move tables, which costs more than rows: so there are few of them, and few tables. */
    @Test
    void usage_is_that_of_one_pass_also_where_it_is_replayed_meanwhile_and_limits_are_told_of_once() throws Exception {
        int cases = CASES / 60;
        long first = ONLY == null ? 0 : ONLY;
        long end = ONLY == null ? cases : ONLY + 1;
        var incidents = new Incidents();
        int told = 0;
        var small = new UsageDatabase();
        ReplayedStory.dropUnusedPartitions(small);
        try (Connection simulated = small.dataSource().getConnection();
                Connection looking = small.dataSource().getConnection()) {
            for (long seed = first; seed < end; seed++) {
                var log = new HashMap<>(SimulatedReports.of(Topics.USAGE.name(), seed, new UsageTables.Content()));
                log.putAll(SimulatedCorrections.of(seed));
                empty(looking, UsageTables.EMPTY + ReplayedStory.EMPTY);
                var simulation =
                        new ProjectionSimulation<>(seed, new UsageProjection(Quotas.LIVE), log, simulated, incidents);
                try (var story = new ReplayedStory(seed, small, simulation, log, incidents)) {
                    simulation.play(story::happen);
                    story.end(simulation);
                }
                String name = "usage replayed, seed " + seed + " (alone: -Dnodecore.simulation.seed=" + seed + ")";
                compare(looking, name, simulation, new OnePass(new UsageTables(), log), UsageTables.ROWS);
                told += ReplayedStory.assertToldOnce(small, name);
            }
        }
        if (ONLY == null) {
            assertThat(incidents.byKind())
                    .as("what went wrong in %d cases", cases)
                    .containsKeys(
                            "replay stopped",
                            "replay cancelled",
                            "replay interrupted",
                            "rows damaged before a replay",
                            "replay rolled back",
                            "fenced");
            assertThat(told).as("limits told of").isGreaterThan(cases);
        }
    }

    private <F> void play(
            int cases,
            Projection<F> projection,
            SimulatedReports.Content content,
            Supplier<OnePass.Tables> tables,
            String rows,
            String empty)
            throws SQLException {
        long first = ONLY == null ? 0 : ONLY;
        long end = ONLY == null ? cases : ONLY + 1;
        String topic = projection.topics().getFirst().name();
        var incidents = new Incidents();
        try (Connection simulated = database.dataSource().getConnection();
                Connection looking = database.dataSource().getConnection()) {
            for (long seed = first; seed < end; seed++) {
                var log = new HashMap<>(SimulatedReports.of(topic, seed, content));
                if (projection.topics().contains(Topics.USAGE_CORRECTED)) {
                    log.putAll(SimulatedCorrections.of(seed));
                }
                empty(looking, empty);
                var simulation = new ProjectionSimulation<>(seed, projection, log, simulated, incidents);
                simulation.play();

                String story =
                        projection.name() + ", seed " + seed + " (alone: -Dnodecore.simulation.seed=" + seed + ")";
                compare(looking, story, simulation, new OnePass(tables.get(), log), rows);
            }
        }
        if (ONLY == null) {
            assertThat(incidents.byKind())
                    .as("what went wrong in %d cases of %s", cases, topic)
                    .containsOnlyKeys(
                            "connection lost before the commit",
                            "connection lost at the commit",
                            "committed, and the answer lost",
                            "tried again with what it believed",
                            "fenced",
                            "dead letters away")
                    .allSatisfy((kind, times) -> assertThat(times).as(kind).isGreaterThan(cases / 10));
        }
    }

    private static void empty(Connection connection, String tables) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    tables + "delete from report_ids; delete from refused_facts; delete from projection_positions");
        }
    }

    private static void compare(
            Connection looking, String story, ProjectionSimulation<?> simulation, OnePass expected, String rows)
            throws SQLException {
        assertThat(simulation.deadLetters()).as("dead letters of %s", story).isEqualTo(expected.deadLetters());
        assertThat(RowTexts.of(looking, rows))
                .as("rows of %s", story)
                .containsExactlyInAnyOrderElementsOf(expected.rows());
        assertThat(RowTexts.of(looking, """
                        select concat_ws(' ', partition, next_offset, applied, repeated, dead_lettered, passed_over)
                        from projection_positions order by partition"""))
                .as("positions and counts of %s", story)
                .isEqualTo(expected.positions());
    }
}
