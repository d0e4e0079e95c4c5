package io.nodecore.control.status;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.ReportRepeats;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The table {@code confirmations}: the confirmations with a report id that counted, for as long as a repeat may arrive. Older rows have no
 * effect, so it does not matter when they are removed.
 */
final class ConfirmationTable {

    /** Clocks of gateways differ: a row is removed when it is outside the window for every clock. */
    private static final Duration KEPT = ReportRepeats.WINDOW.plusDays(1);

    private final JdbcClient jdbc;

    /** For a replay: the confirmations that may still be repeated. */
    static OwnedTable owned() {
        // Both sides use the same time; an id that either side has since then is selected on both sides.
        String since = """
                (select least((select max(received_at) from {live}.confirmations),
                              (select max(received_at) from {replayed}.confirmations)) - interval '%d days')""".formatted(ReportRepeats.WINDOW.toDays());
        String late = "exists (select from {%s}.confirmations late where late.node_id = confirmations.node_id"
                + " and late.report_id = confirmations.report_id and late.received_at >= " + since + ")";
        String needed = "(received_at >= " + since + " or " + late.formatted("live") + " or "
                + late.formatted("replayed") + ")";
        return OwnedTable.of("confirmations", "node_id", "report_id")
                .picking(scope -> new Rows.Where(
                        scope instanceof Scope.OfNode(long nodeId) ? needed + " and node_id = " + nodeId : needed));
    }

    ConfirmationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the given confirmations whose report ids counted before. */
    List<Confirmation> known(Collection<Confirmation> confirmations) {
        if (confirmations.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                select c.node_id, c.report_id, c.received_at from confirmations c
                join unnest(:nodes, :reports) as given (node_id, report_id) using (node_id, report_id)
                """)
                .param("nodes", column("bigint", confirmations, Confirmation::nodeId))
                .param("reports", column("text", confirmations, Confirmation::reportId))
                .query((row, n) -> new Confirmation(
                        row.getLong("node_id"), row.getString("report_id"), PostgresTime.instant(row, "received_at")))
                .list();
    }

    /** Adds confirmations, each report id of a node once, and removes those of the same nodes that are too old. */
    void add(Collection<Confirmation> confirmations) {
        if (confirmations.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into confirmations (node_id, report_id, received_at)
                select * from unnest(:nodes, :reports, :times)
                on conflict (node_id, report_id) do update set received_at = excluded.received_at
                """)
                .param("nodes", column("bigint", confirmations, Confirmation::nodeId))
                .param("reports", column("text", confirmations, Confirmation::reportId))
                .param("times", column("timestamptz", confirmations, counted -> PostgresTime.utc(counted.receivedAt())))
                .update();
        jdbc.sql("""
                delete from confirmations old
                using (select node_id, max(received_at) as newest from confirmations
                       where node_id = any(:nodes) group by node_id) latest
                where old.node_id = latest.node_id and old.received_at < latest.newest - cast(:kept as interval)
                """)
                .param("nodes", column("bigint", confirmations, Confirmation::nodeId))
                .param("kept", KEPT.toString())
                .update();
    }

    private static SqlArrayValue column(
            String type, Collection<Confirmation> confirmations, Function<Confirmation, Object> value) {
        return new SqlArrayValue(type, confirmations.stream().map(value).toArray());
    }
}
