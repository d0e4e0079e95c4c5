package io.nodecore.queries.fleet;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.queries.fleet.FleetRow.FleetError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of the fleet. Each node costs a look-up by key in the revisions, if it is behind, and one in the errors. */
final class FleetNodes {

    static final String SQL = """
            select n.id, n.name, n.region, n.status, n.sync_status, n.current_revision, n.latest_revision, n.last_seen_at,
                   case when n.current_revision < n.latest_revision then
                       (select r.published_at from node_revisions r
                         where r.node_id = n.id and r.revision > n.current_revision order by r.revision limit 1)
                   end as behind_since,
                   e.message, e.code, e.occurred_at
            from public.nodes n
            left join lateral (
                select message, code, occurred_at from node_errors
                where node_id = n.id order by occurred_at desc, id limit 1
            ) e on true
            order by n.id
            """;

    private FleetNodes() {}

    static List<FleetRow> read(JdbcClient jdbc) {
        return jdbc.sql(SQL).query((row, _) -> row(row)).list();
    }

    private static FleetRow row(ResultSet row) throws SQLException {
        @Nullable Instant erredAt = PostgresTime.instantOrNull(row, "occurred_at");
        return new FleetRow(
                row.getLong("id"),
                row.getString("name"),
                row.getString("region"),
                row.getString("status"),
                row.getString("sync_status"),
                row.getLong("current_revision"),
                row.getLong("latest_revision"),
                PostgresTime.instantOrNull(row, "behind_since"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                PostgresTime.instantOrNull(row, "last_seen_at"),
                erredAt == null ? null : new FleetError(row.getString("message"), row.getString("code"), erredAt));
    }
}
