package io.nodecore.usage.quotas;

import io.nodecore.outbox.OutboxRecord;
import io.nodecore.outbox.OutboxTable;
import io.nodecore.usage.quotas.LimitCrossed.Share;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Counts the use of subscriptions, and publishes the events of their limits.
 *
 * <p>The transaction that detects that a limit is reached adds the event to the outbox, together with a row in {@code notified_limits}. So
 * each quota and period has one event of a limit. It is caused by usage that reaches the limit, by terms that set the limit below the use,
 * or by the first report after a replay that repaired the use. Two transactions that add to one subscription are ordered by its row in
 * {@code subscription_traffic}, which is locked before anything is counted here; so the second one sees the sums and the events of the
 * first.
 *
 * <p>If a correction brings a subscription below its limit again, that is published in the same way.
 *
 * <p>A replay counts without events and without reading terms.
 */
public enum Quotas {
    /** Counts, and publishes events. */
    LIVE,
    /** Counts only. */
    REPLAY;

    /** @param gains by the day of arrival */
    public void count(Connection connection, SortedMap<BilledDay, Billed> gains) throws SQLException {
        if (gains.isEmpty()) {
            return;
        }
        BillingTable.add(connection, gains);
        if (this == LIVE) {
            evaluateGains(connection, gains);
        }
    }

    /** Publishes limits that are reached because of new terms. The terms are stored, and the {@link QuotaTermsLock} is held exclusively. */
    static void evaluate(Connection connection, List<QuotaTerms> terms) throws SQLException {
        List<QuotaTerms> limited =
                terms.stream().filter(one -> one.trafficLimitBytes() != null).toList();
        if (limited.isEmpty()) {
            return;
        }
        Map<Long, Long> lastReceived = lastReceived(connection, limited);
        Map<PeriodKey, QuotaTerms> periods = new HashMap<>();
        Map<Long, Instant> times = new HashMap<>();
        for (QuotaTerms one : limited) {
            // The newest known period: one clock may receive a report a moment before midnight while, by another clock,
            // the terms are
            // decided after midnight.
            long atMs = Math.max(one.sinceMs(), lastReceived.getOrDefault(one.subscriptionId(), 0L));
            times.put(one.subscriptionId(), Instant.ofEpochMilli(atMs));
            periods.put(PeriodKey.of(one, BilledDay.dayOf(atMs)), one);
        }
        Map<PeriodKey, PeriodUse> use = BillingTable.use(connection, periods.keySet());
        var notifications = new Notifications();
        periods.forEach((key, one) -> {
            PeriodUse used = use.get(key);
            Instant at = times.get(one.subscriptionId());
            if (used != null && at != null) {
                notifications.add(one, key, used, at);
            }
        });
        notifications.store(connection);
    }

    private static void evaluateGains(Connection connection, SortedMap<BilledDay, Billed> gains) throws SQLException {
        QuotaTermsLock.lockShared(connection);
        var touched =
                gains.keySet().stream().map(BilledDay::subscriptionId).collect(Collectors.toCollection(TreeSet::new));
        Map<Long, QuotaTerms> limited = QuotaTermsTable.limited(connection, touched).stream()
                .collect(Collectors.toMap(QuotaTerms::subscriptionId, terms -> terms));
        if (limited.isEmpty()) {
            return;
        }
        Map<PeriodKey, Long> receivedAtMs = new HashMap<>();
        gains.forEach((key, gain) -> {
            QuotaTerms terms = limited.get(key.subscriptionId());
            if (terms != null) {
                receivedAtMs.merge(PeriodKey.of(terms, key.day()), gain.receivedAtMs(), Math::max);
            }
        });
        Map<PeriodKey, PeriodUse> use = BillingTable.use(connection, receivedAtMs.keySet());
        var notifications = new Notifications();
        receivedAtMs.forEach((key, atMs) -> {
            QuotaTerms terms = limited.get(key.subscriptionId());
            PeriodUse used = use.get(key);
            if (terms != null && used != null) {
                notifications.add(terms, key, used, Instant.ofEpochMilli(atMs));
            }
        });
        notifications.store(connection);
    }

    /** The events of a transaction, and the shares of limits to which they belong. */
    private static final class Notifications {

        private final List<OutboxRecord> events = new ArrayList<>();
        private final Map<PeriodKey, Integer> percents = new HashMap<>();

        void add(QuotaTerms terms, PeriodKey key, PeriodUse use, Instant at) {
            for (LimitCrossed limit : LimitCrossingRules.crossed(terms, key, use, at)) {
                events.add(QuotaEvents.record(limit));
                percents.merge(key, limit.share().percent(), Math::max);
            }
            for (LimitCrossed limit : LimitCrossingRules.lifted(terms, key, use, at)) {
                events.add(QuotaEvents.lifted(limit));
                percents.put(key, Share.WARNING.percent());
            }
        }

        void store(Connection connection) throws SQLException {
            if (!events.isEmpty()) {
                OutboxTable.add(JdbcClient.create(new SingleConnectionDataSource(connection, true)), events);
                NotifiedLimitsTable.store(connection, percents);
            }
        }
    }

    private static Map<Long, Long> lastReceived(Connection connection, List<QuotaTerms> terms) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select subscription_id, (extract(epoch from updated_at) * 1000)::bigint from subscription_traffic
                where subscription_id = any (?)
                """)) {
            statement.setObject(
                    1, terms.stream().mapToLong(QuotaTerms::subscriptionId).toArray());
            Map<Long, Long> found = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(row.getLong(1), row.getLong(2));
                }
            }
            return found;
        }
    }
}
