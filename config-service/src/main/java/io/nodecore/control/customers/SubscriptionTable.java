package io.nodecore.control.customers;

import io.nodecore.control.facts.Quota;
import io.nodecore.control.facts.Subscription;
import io.nodecore.control.facts.SubscriptionFact;
import io.nodecore.control.postgres.PostgresTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    Optional<Subscription> find(long id) {
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

    /** @param userId 0 for those of every user */
    List<Subscription> page(long userId, long afterId, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                 from subscriptions
                where id > :after and (:user = 0 or user_id = :user)
                order by id limit :limit
                """)
                .param("after", afterId)
                .param("user", userId)
                .param("limit", limit)
                .query(SubscriptionTable::subscription)
                .list();
    }

    /** Those of a status whose quota period is over. */
    List<Subscription> toReset(Subscription.Status status, Instant now, int atMost) {
        return jdbc.sql("select " + COLUMNS + """
                 from subscriptions
                where status = ? and status in ('active', 'limited') and quota_resets_at <= ?
                order by quota_resets_at, id limit ?
                """)
                .params(status.word(), PostgresTime.utc(now), atMost)
                .query(SubscriptionTable::subscription)
                .list();
    }

    /** Active and limited ones whose time is over. */
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

    public void apply(SubscriptionFact fact, Instant decidedAt) {
        switch (fact) {
            case SubscriptionFact.Created(var subscription) -> store(subscription, decidedAt);
            case SubscriptionFact.Changed(var subscription) -> store(subscription, decidedAt);
            case SubscriptionFact.Expired(var subscription) -> store(subscription, decidedAt);
            case SubscriptionFact.LimitReached(var subscription) -> store(subscription, decidedAt);
            case SubscriptionFact.Reset reset -> store(reset.subscription(), decidedAt);
            case SubscriptionFact.Deleted(var id) ->
                jdbc.sql("delete from subscriptions where id = ?").param(id).update();
        }
    }

    private void store(Subscription subscription, Instant decidedAt) {
        jdbc.sql("""
                insert into subscriptions
                    (id, user_id, status, traffic_limit_bytes, reset_period, expires_at, created_at,
                     quota_epoch, quota_since, quota_reached_for, quota_resets_at)
                values (:id, :user, :status, :limit, :reset, :expires, :at, :epoch, :since, :reachedFor, :resetsAt)
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
                .param("id", subscription.id())
                .param("user", subscription.userId())
                .param("status", subscription.status().word())
                .param("limit", subscription.trafficLimitBytes())
                .param("reset", subscription.resetPeriod().word())
                .param("expires", PostgresTime.utcOrNull(subscription.expiresAt()))
                .param("at", PostgresTime.utc(decidedAt))
                .param("epoch", subscription.quota().epoch())
                .param("since", PostgresTime.utc(subscription.quota().since()))
                .param("reachedFor", PostgresTime.utcOrNull(subscription.quota().reachedFor()))
                .param("resetsAt", PostgresTime.utcOrNull(subscription.quota().resetsAt()))
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
