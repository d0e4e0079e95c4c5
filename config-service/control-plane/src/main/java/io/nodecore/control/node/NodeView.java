package io.nodecore.control.node;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.SqlBatch;
import io.nodecore.control.node.NodeResource.NodeErrorResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Nodes with the decisions about them and their reports, from the public views. */
public final class NodeView {

    private static final JsonMapper json = JsonMapper.shared();

    /** The failing revision follows from the time of the error, so it does not depend on the order of reading. */
    private static final String ERRORS = """
            select e.id as error_id, e.node_id, e.message, e.code, e.details::text as details, e.occurred_at,
                   (select coalesce(max(r.revision), 0) from node_revisions r
                     where r.node_id = e.node_id and r.published_at <= e.occurred_at) as revision
            from node_errors e
            """;

    private static final String NODES = """
            select n.id, n.name, n.ip, n.port, n.region, n.domain, n.status, n.sync_status, n.last_seen_at,
                   n.current_revision, n.latest_revision,
                   (select own.multiplier from nodes own where own.id = n.id) as multiplier,
                   e.error_id, e.message, e.code, e.details, e.occurred_at, e.revision
            from public.nodes n
            left join lateral (
            """ + ERRORS + """
                where e.node_id = n.id order by e.occurred_at desc, e.id limit 1
            ) e on true
            """;

    /** The address at which a node can be asked. */
    public record Address(String ip, int port) {}

    private final JdbcClient jdbc;

    public NodeView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<NodeResource> find(long nodeId) {
        return jdbc.sql(NODES + " where n.id = ?")
                .param(nodeId)
                .query(NodeView::node)
                .optional();
    }

    /** The existing ones of these nodes. */
    List<NodeResource> find(Collection<Long> nodeIds) {
        return jdbc.sql(NODES + " where n.id = any(?)")
                .param(SqlBatch.bigints(nodeIds))
                .query(NodeView::node)
                .list();
    }

    /** Newest first; a page starts after this time and id. */
    List<NodeErrorResource> errors(long nodeId, @Nullable Instant before, @Nullable UUID afterId, int limit) {
        return jdbc.sql(ERRORS + """
                where e.node_id = :node
                  and (cast(:before as timestamptz) is null
                       or e.occurred_at < :before
                       or (e.occurred_at = :before and e.id > cast(:after as uuid)))
                order by e.occurred_at desc, e.id limit :limit
                """)
                .param("node", nodeId)
                .param("before", PostgresTime.utcOrNull(before))
                .param("after", afterId)
                .param("limit", limit)
                .query((row, n) -> error(row))
                .list();
    }

    public Optional<Address> address(long nodeId) {
        return jdbc.sql("select ip, port from public.nodes where id = ?")
                .param(nodeId)
                .query((row, n) -> new Address(row.getString("ip"), row.getInt("port")))
                .optional();
    }

    private static NodeResource node(ResultSet row, int n) throws SQLException {
        return new NodeResource(
                row.getLong("id"),
                row.getString("name"),
                row.getString("ip"),
                row.getInt("port"),
                row.getString("region"),
                row.getString("domain"),
                row.getString("status"),
                row.getString("sync_status"),
                PostgresTime.instantOrNull(row, "last_seen_at"),
                row.getLong("current_revision"),
                row.getLong("latest_revision"),
                row.getString("error_id") == null ? null : error(row),
                row.getBigDecimal("multiplier"));
    }

    private static NodeErrorResource error(ResultSet row) throws SQLException {
        String details = row.getString("details");
        return new NodeErrorResource(
                row.getString("error_id"),
                row.getString("message"),
                row.getString("code"),
                details == null ? null : json.readTree(details),
                row.getLong("revision"),
                PostgresTime.instant(row, "occurred_at"));
    }
}
