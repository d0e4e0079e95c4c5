package io.nodecore.control.config.revision;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.nodeconfig.ServiceTemplates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code node_revisions}: every config that was ever published. */
public final class RevisionTable {

    /** A revision without its content. */
    public record RevisionEntry(long revision, String cause, Instant publishedAt) {}

    private static final String COLUMNS = "revision, cause, published_at, client_map, mtproto_client_map, services";

    private final JdbcClient jdbc;

    public RevisionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Revision 0 if none was published yet. */
    public PublishedRevision latest(long nodeId) {
        return jdbc.sql("select " + COLUMNS + " from node_revisions where node_id = ? order by revision desc limit 1")
                .param(nodeId)
                .query(RevisionTable::revision)
                .optional()
                .orElse(PublishedRevision.NONE);
    }

    public Optional<PublishedRevision> find(long nodeId, long revision) {
        if (revision == 0) {
            return Optional.of(PublishedRevision.NONE);
        }
        return jdbc.sql("select " + COLUMNS + " from node_revisions where node_id = ? and revision = ?")
                .params(nodeId, revision)
                .query(RevisionTable::revision)
                .optional();
    }

    /** The templates from which the content was generated; empty for a revision from before templates were stored. */
    public Optional<ServiceTemplates> templates(long nodeId, long revision) {
        if (revision == 0) {
            return Optional.of(ServiceTemplates.NONE);
        }
        return jdbc.sql(
                        "select templates from node_revisions where node_id = ? and revision = ? and templates is not null")
                .params(nodeId, revision)
                .query((row, n) -> new ServiceTemplates(row.getString(1)))
                .optional();
    }

    /** Newest first; only revisions lower than the given one. */
    public List<RevisionEntry> page(long nodeId, long before, int limit) {
        return jdbc.sql("""
            select revision, cause, published_at from node_revisions
            where node_id = ? and revision < ? order by revision desc limit ?
            """)
                .params(nodeId, before, limit)
                .query((row, n) -> new RevisionEntry(
                        row.getLong("revision"), row.getString("cause"), PostgresTime.instant(row, "published_at")))
                .list();
    }

    public void apply(NodeFact.RevisionPublished fact, Instant decidedAt) {
        jdbc.sql("""
            insert into node_revisions
                (node_id, revision, cause, published_at, client_map, mtproto_client_map, services, templates)
            values (?, ?, ?, ?, ?, ?, ?, (select templates from nodes where id = ?))
            """)
                .params(
                        fact.nodeId(),
                        fact.revision(),
                        fact.cause(),
                        PostgresTime.utc(decidedAt),
                        fact.content().clientMap(),
                        fact.content().mtprotoClientMap(),
                        fact.content().services(),
                        fact.nodeId())
                .update();
    }

    public void apply(NodeFact.Deleted fact) {
        jdbc.sql("delete from node_revisions where node_id = ?")
                .param(fact.nodeId())
                .update();
    }

    private static PublishedRevision revision(ResultSet row, int n) throws SQLException {
        return new PublishedRevision(
                row.getLong("revision"),
                new NodeContent(
                        row.getString("client_map"), row.getString("mtproto_client_map"), row.getString("services")),
                row.getString("cause"),
                PostgresTime.instant(row, "published_at"));
    }
}
