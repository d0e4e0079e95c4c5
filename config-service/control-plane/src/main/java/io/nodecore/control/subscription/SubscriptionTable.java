package io.nodecore.control.subscription;

import io.nodecore.admin.postgres.PostgresTime;
import io.nodecore.admin.postgres.SqlBatch;
import io.nodecore.control.fact.Quota;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code subscriptions}. */
public final class SubscriptionTable {

    private static final String COLUMNS = "id, user_id, status, traffic_limit_bytes, reset_period, expires_at,"
            + " quota_epoch, quota_since, quota_reached_for, quota_resets_at";

    private final JdbcClient jdbc;

    public SubscriptionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long nextId() {
        return jdbc.sql("select nextval('subscription_ids')").query(Long.class).single();
    }

    List<Long> nextIds(int count) {
        return SqlBatch.nextIds(jdbc, "subscription_ids", count);
    }

    /** The existing ones of these subscriptions, in the order of their ids. */
    public List<Subscription> find(Collection<Long> ids) {
        return jdbc.sql("select " + COLUMNS + " from subscriptions where id = any(?) order by id")
                .param(SqlBatch.bigints(ids))
                .query(SubscriptionTable::subscription)
                .list();
    }

    /** In the order of their ids. */
    List<Subscription> matching(SubscriptionFilter filter, long afterId, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                 from subscriptions s
                where id > :after
                  and (cast(:user as bigint) is null or user_id = :user)
                  and (cast(:status as text) is null or status = :status)
                  and ((cast(:node as bigint) is null and cast(:protocol as bigint) is null)
                       or exists (select 1 from links l
                                   where l.subscription_id = s.id
                                     and (cast(:node as bigint) is null or l.node_id = :node)
                                     and (cast(:protocol as bigint) is null or l.node_protocol_id = :protocol)))
                order by id limit :limit
                """)
                .param("after", afterId)
                .param("user", filter.userId())
                .param("status", filter.statusWord())
                .param("node", filter.nodeId())
                .param("protocol", filter.nodeProtocolId())
                .param("limit", limit)
                .query(SubscriptionTable::subscription)
                .list();
    }

    public Optional<Subscription> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from subscriptions where id = ?")
                .param(id)
                .query(SubscriptionTable::subscription)
                .optional();
    }

    List<Subscription> ofUser(long userId) {
        return jdbc.sql("select " + COLUMNS + " from subscriptions where user_id = ? order by id")
                .param(userId)
                .query(SubscriptionTable::subscription)
                .list();
    }

    /** Subscriptions with a status whose quota period has ended. */
    public List<Subscription> toReset(Subscription.Status status, Instant now, int atMost) {
        return jdbc.sql("select " + COLUMNS + """
                 from subscriptions
                where status = ? and status in ('active', 'limited') and quota_resets_at <= ?
                order by quota_resets_at, id limit ?
                """)
                .params(status.word(), PostgresTime.utc(now), atMost)
                .query(SubscriptionTable::subscription)
                .list();
    }

    /** Active and limited subscriptions that are overdue. */
    List<Subscription> overdue(Instant now, int atMost) {
        return jdbc.sql("select " + COLUMNS + """
                 from subscriptions
                where status in ('active', 'limited') and expires_at <= ?
                order by expires_at, id limit ?
                """)
                .params(PostgresTime.utc(now), atMost)
                .query(SubscriptionTable::subscription)
                .list();
    }

    public void apply(SubscriptionFact fact) {
        apply(List.of(fact));
    }

    /** If several facts are about one subscription, the last one is stored. */
    public void apply(List<SubscriptionFact> facts) {
        Map<Long, Subscription> stored = new TreeMap<>();
        Set<Long> removed = new TreeSet<>();
        for (SubscriptionFact fact : facts) {
            switch (fact) {
                case SubscriptionFact.Created(var subscription) -> stored.put(subscription.id(), subscription);
                case SubscriptionFact.Changed(var subscription) -> stored.put(subscription.id(), subscription);
                case SubscriptionFact.Expired(var subscription) -> stored.put(subscription.id(), subscription);
                case SubscriptionFact.LimitReached(var subscription) -> stored.put(subscription.id(), subscription);
                case SubscriptionFact.Reset reset -> stored.put(reset.subscriptionId(), reset.subscription());
                case SubscriptionFact.Deleted(var id) -> {
                    stored.remove(id);
                    removed.add(id);
                }
            }
        }
        SqlBatch.remove(jdbc, "subscriptions", removed);
        store(List.copyOf(stored.values()));
    }

    private void store(List<Subscription> subscriptions) {
        if (subscriptions.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into subscriptions (id, user_id, status, traffic_limit_bytes, reset_period, expires_at,
                                           quota_epoch, quota_since, quota_reached_for, quota_resets_at)
                select * from unnest(:ids, :users, :statuses, :limits, :resets, :expiries,
                                     :epochs, :sinces, :reached, :resetTimes)
                on conflict (id) do update set
                    status = excluded.status,
                    traffic_limit_bytes = excluded.traffic_limit_bytes,
                    reset_period = excluded.reset_period,
                    expires_at = excluded.expires_at,
                    quota_epoch = excluded.quota_epoch,
                    quota_since = excluded.quota_since,
                    quota_reached_for = excluded.quota_reached_for,
                    quota_resets_at = excluded.quota_resets_at
                """)
                .param("ids", SqlBatch.bigints(subscriptions, Subscription::id))
                .param("users", SqlBatch.bigints(subscriptions, Subscription::userId))
                .param(
                        "statuses",
                        SqlBatch.texts(subscriptions, of -> of.status().word()))
                .param("limits", SqlBatch.bigints(subscriptions, Subscription::trafficLimitBytes))
                .param(
                        "resets",
                        SqlBatch.texts(subscriptions, of -> of.resetPeriod().word()))
                .param("expiries", SqlBatch.times(subscriptions, Subscription::expiresAt))
                .param(
                        "epochs",
                        SqlBatch.bigints(subscriptions, of -> of.quota().epoch()))
                .param("sinces", SqlBatch.times(subscriptions, of -> of.quota().since()))
                .param("reached", SqlBatch.times(subscriptions, of -> of.quota().reachedFor()))
                .param(
                        "resetTimes",
                        SqlBatch.times(subscriptions, of -> of.quota().resetsAt()))
                .update();
    }

    private static Subscription subscription(ResultSet row, int n) throws SQLException {
        return new Subscription(
                row.getLong("id"),
                row.getLong("user_id"),
                Subscription.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getObject("traffic_limit_bytes", Long.class),
                Subscription.ResetPeriod.valueOf(row.getString("reset_period").toUpperCase(Locale.ROOT)),
                PostgresTime.instantOrNull(row, "expires_at"),
                new Quota(
                        row.getLong("quota_epoch"),
                        PostgresTime.instant(row, "quota_since"),
                        PostgresTime.instantOrNull(row, "quota_reached_for"),
                        PostgresTime.instantOrNull(row, "quota_resets_at")));
    }
}
