package io.nodecore.control.config.revision;

import io.nodecore.admin.postgres.PostgresTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a node has come with its revisions: what was published against what it confirmed. */
public final class NodeSyncView {

    /**
     * A node's way to its latest revision.
     *
     * @param latestRevision published last, 0 before any
     * @param confirmedRevision confirmed last by the node, 0 before any
     * @param confirmedAt when the report of it was received
     * @param revisionsBehind how many were published after the confirmed one
     * @param behindSince when the first of those was published, null if there is none
     */
    public record NodeSync(
            long latestRevision,
            long confirmedRevision,
            @Nullable Instant confirmedAt,
            long revisionsBehind,
            @Nullable Instant behindSince) {}

    private final JdbcClient jdbc;

    public NodeSyncView(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<NodeSync> find(long nodeId) {
        return jdbc.sql("""
            select n.latest_revision, coalesce(s.applied_revision, 0) as confirmed, s.applied_at,
                   count(r.revision) as behind, min(r.published_at) as behind_since
            from nodes n
            left join node_status s on s.node_id = n.id
            left join node_revisions r on r.node_id = n.id and r.revision > coalesce(s.applied_revision, 0)
            where n.id = ?
            group by n.latest_revision, s.applied_revision, s.applied_at
            """)
                .param(nodeId)
                .query((row, n) -> new NodeSync(
                        row.getLong("latest_revision"),
                        row.getLong("confirmed"),
                        PostgresTime.instantOrNull(row, "applied_at"),
                        row.getLong("behind"),
                        PostgresTime.instantOrNull(row, "behind_since")))
                .optional();
    }
}
