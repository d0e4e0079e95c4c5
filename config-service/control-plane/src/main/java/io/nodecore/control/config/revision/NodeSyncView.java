package io.nodecore.control.config.revision;

import io.nodecore.admin.postgres.PostgresTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sync state of a node: the published revisions compared with the confirmed one. */
public final class NodeSyncView {

    /**
     * The progress of a node towards its latest revision.
     *
     * @param latestRevision the latest published revision, 0 if there is none
     * @param confirmedRevision the latest revision that the node confirmed, 0 if there is none
     * @param confirmedAt when the confirmation was received
     * @param revisionsBehind number of revisions that were published after the confirmed one
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
