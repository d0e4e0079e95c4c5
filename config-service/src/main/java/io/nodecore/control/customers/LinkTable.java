package io.nodecore.control.customers;

import io.nodecore.control.facts.Link;
import io.nodecore.control.facts.LinkFact;
import io.nodecore.control.postgres.PostgresTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code links}. */
public final class LinkTable {

    /**
     * A link that is served now: its subscription and its user are active.
     *
     * @param userId the subscription's user
     */
    public record ServedLink(Link link, long userId) {}

    private static final String COLUMNS = "l.id, l.uuid, l.subscription_id, l.node_protocol_id, l.node_id";

    private final JdbcClient jdbc;

    public LinkTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long nextId() {
        return jdbc.sql("select nextval('link_ids')").query(Long.class).single();
    }

    public List<Link> ofNode(long nodeId) {
        return jdbc.sql("select " + COLUMNS + " from links l where node_id = ? order by id")
                .param(nodeId)
                .query(LinkTable::link)
                .list();
    }

    List<Link> ofSubscription(long subscriptionId) {
        return page(subscriptionId, 0, Integer.MAX_VALUE);
    }

    List<Link> page(long subscriptionId, long afterId, int limit) {
        return jdbc.sql("select " + COLUMNS + " from links l where subscription_id = ? and id > ? order by id limit ?")
                .params(subscriptionId, afterId, limit)
                .query(LinkTable::link)
                .list();
    }

    Optional<Link> find(long subscriptionId, long nodeProtocolId) {
        return jdbc.sql("select " + COLUMNS + " from links l where subscription_id = ? and node_protocol_id = ?")
                .params(subscriptionId, nodeProtocolId)
                .query(LinkTable::link)
                .optional();
    }

    Optional<Link> find(long subscriptionId, UUID uuid) {
        return jdbc.sql("select " + COLUMNS + " from links l where subscription_id = ? and uuid = ?")
                .params(subscriptionId, uuid)
                .query(LinkTable::link)
                .optional();
    }

    /** The nodes on which these subscriptions have links. */
    public List<Long> nodesOf(Collection<Long> subscriptionIds) {
        return jdbc.sql("select distinct node_id from links where subscription_id = any(?) order by node_id")
                .param(new SqlArrayValue("bigint", subscriptionIds.toArray()))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** The nodes on which a user has links. */
    public List<Long> nodesOfUser(long userId) {
        return jdbc.sql("""
                select distinct l.node_id from links l
                join subscriptions s on s.id = l.subscription_id
                where s.user_id = ? order by l.node_id
                """).param(userId).query((row, n) -> row.getLong(1)).list();
    }

    /** The links that stand in a node's config, in the order of their creation. */
    public List<ServedLink> served(long nodeId, Instant now) {
        return jdbc.sql("select s.user_id, " + COLUMNS + """
                 from links l
                join subscriptions s on s.id = l.subscription_id
                join users u on u.id = s.user_id
                where l.node_id = ?
                  and s.status = 'active' and (s.expires_at is null or s.expires_at > ?)
                  and u.status = 'active'
                order by l.id
                """)
                .params(nodeId, PostgresTime.utc(now))
                .query((row, n) -> new ServedLink(link(row, n), row.getLong("user_id")))
                .list();
    }

    public void apply(LinkFact fact) {
        switch (fact) {
            case LinkFact.Created(var link) ->
                jdbc.sql("""
                        insert into links (id, uuid, subscription_id, node_protocol_id, node_id)
                        values (?, ?, ?, ?, ?)
                        """)
                        .params(link.id(), link.uuid(), link.subscriptionId(), link.nodeProtocolId(), link.nodeId())
                        .update();
            case LinkFact.Deleted(var link) ->
                jdbc.sql("delete from links where id = ?").param(link.id()).update();
        }
    }

    private static Link link(ResultSet row, int n) throws SQLException {
        return new Link(
                row.getLong("id"),
                row.getObject("uuid", UUID.class),
                row.getLong("subscription_id"),
                row.getLong("node_protocol_id"),
                row.getLong("node_id"));
    }
}
