package io.nodecore.control.link;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.SqlBatch;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code links}. */
public final class LinkTable {

    /**
     * An active link: its subscription and its user are active.
     *
     * @param userId the subscription's user
     */
    public record ServedLink(Link link, long userId) {}

    private static final String COLUMNS = "l.id, l.uuid, l.subscription_id, l.node_protocol_id, l.node_id";

    private final JdbcClient jdbc;

    public LinkTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long nextId() {
        return jdbc.sql("select nextval('link_ids')").query(Long.class).single();
    }

    public List<Long> nextIds(int count) {
        return SqlBatch.nextIds(jdbc, "link_ids", count);
    }

    public List<Link> ofNode(long nodeId) {
        return jdbc.sql("select " + COLUMNS + " from links l where node_id = ? order by id")
                .param(nodeId)
                .query(LinkTable::link)
                .list();
    }

    public List<Link> ofSubscription(long subscriptionId) {
        return page(subscriptionId, 0, Integer.MAX_VALUE);
    }

    public List<Link> page(long subscriptionId, long afterId, int limit) {
        return jdbc.sql("select " + COLUMNS + " from links l where subscription_id = ? and id > ? order by id limit ?")
                .params(subscriptionId, afterId, limit)
                .query(LinkTable::link)
                .list();
    }

    public Optional<Link> find(long subscriptionId, long nodeProtocolId) {
        return jdbc.sql("select " + COLUMNS + " from links l where subscription_id = ? and node_protocol_id = ?")
                .params(subscriptionId, nodeProtocolId)
                .query(LinkTable::link)
                .optional();
    }

    public Optional<Link> find(long subscriptionId, UUID uuid) {
        return jdbc.sql("select " + COLUMNS + " from links l where subscription_id = ? and uuid = ?")
                .params(subscriptionId, uuid)
                .query(LinkTable::link)
                .optional();
    }

    /** The nodes on which these subscriptions have links. */
    public List<Long> nodesOf(Collection<Long> subscriptionIds) {
        return jdbc.sql("select distinct node_id from links where subscription_id = any(?) order by node_id")
                .param(SqlBatch.bigints(subscriptionIds))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** The nodes on which these users have links. */
    public List<Long> nodesOfUsers(Collection<Long> userIds) {
        return jdbc.sql("""
                select distinct l.node_id from links l
                join subscriptions s on s.id = l.subscription_id
                where s.user_id = any(?) order by l.node_id
                """)
                .param(SqlBatch.bigints(userIds))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** The links that these subscriptions have on these node protocols. */
    public List<Link> find(Collection<Long> subscriptionIds, Collection<Long> nodeProtocolIds) {
        return jdbc.sql("select " + COLUMNS + """
                 from links l
                where subscription_id = any(:subscriptions) and node_protocol_id = any(:protocols)
                order by id
                """)
                .param("subscriptions", SqlBatch.bigints(subscriptionIds))
                .param("protocols", SqlBatch.bigints(nodeProtocolIds))
                .query(LinkTable::link)
                .list();
    }

    /**
     * The links of a node's config, in the order of their creation. The query leaves Postgres only one plan, a look-up by key for each
     * link: right after many rows were added there are no statistics about them, and Postgres would join every link with every
     * subscription.
     */
    public List<ServedLink> served(long nodeId, Instant now) {
        List<ServedLink> served = new ArrayList<>();
        jdbc.sql("select " + COLUMNS + """
                ,
                       (select s.user_id from subscriptions s
                         where s.id = l.subscription_id
                           and s.status = 'active' and (s.expires_at is null or s.expires_at > ?)
                           and (select u.status from users u where u.id = s.user_id) = 'active') as user_id
                 from links l where l.node_id = ? order by l.id
                """)
                .params(PostgresTime.utc(now), nodeId)
                .query(row -> {
                    long userId = row.getLong("user_id");
                    if (!row.wasNull()) {
                        served.add(new ServedLink(link(row, 0), userId));
                    }
                });
        return served;
    }

    public void apply(LinkFact fact) {
        apply(List.of(fact));
    }

    /** A link that is deleted makes room for another one on the same node protocol. */
    public void apply(List<LinkFact> facts) {
        Map<Long, Link> created = new TreeMap<>();
        Set<Long> removed = new TreeSet<>();
        for (LinkFact fact : facts) {
            switch (fact) {
                case LinkFact.Created(var link) -> created.put(link.id(), link);
                case LinkFact.Deleted(var link) -> {
                    created.remove(link.id());
                    removed.add(link.id());
                }
            }
        }
        SqlBatch.remove(jdbc, "links", removed);
        create(List.copyOf(created.values()));
    }

    private void create(List<Link> links) {
        if (links.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into links (id, uuid, subscription_id, node_protocol_id, node_id)
                select * from unnest(:ids, :uuids, :subscriptions, :protocols, :nodes)
                """)
                .param("ids", SqlBatch.bigints(links, Link::id))
                .param("uuids", SqlBatch.uuids(links, Link::uuid))
                .param("subscriptions", SqlBatch.bigints(links, Link::subscriptionId))
                .param("protocols", SqlBatch.bigints(links, Link::nodeProtocolId))
                .param("nodes", SqlBatch.bigints(links, Link::nodeId))
                .update();
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
