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
 * Counts what subscriptions use, and finds what has to be told of their limits.
 *
 * <p>A crossing is put into the outbox by the transaction that finds it, together with the note that it was told of; so it is told of
 * once in each quota and period: by the usage that crosses the limit, by the terms that set it below what was used, or by the first
 * report after a replay that repaired the use. Two transactions that add to one subscription follow one another by its row in
 * {@code subscription_traffic}, which is locked before anything is counted here; so each sees what the other added and told.
 *
 * <p>A correction may bring a subscription below its limit again, which is told of in the same way.
 *
 * <p>A replay counts without telling and without looking at terms.
 */
public enum Quotas {
    /** Counts, and tells of crossings. */
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
            tellChanges(connection, gains);
        }
    }

    /** Tells what is reached by the terms themselves. They are stored, and the {@link QuotaTermsLock} is held alone. */
    static void judge(Connection connection, List<QuotaTerms> terms) throws SQLException {
        List<QuotaTerms> limited =
                terms.stream().filter(one -> one.trafficLimitBytes() != null).toList();
        if (limited.isEmpty()) {
            return;
        }
        Map<Long, Long> lastReceived = lastReceived(connection, limited);
        Map<PeriodKey, QuotaTerms> periods = new HashMap<>();
        Map<Long, Instant> times = new HashMap<>();
        for (QuotaTerms one : limited) {
            // The newest period that anything is known of: a report may be received a moment before midnight by one
            // clock, and the terms decided after it by another.
            long atMs = Math.max(one.sinceMs(), lastReceived.getOrDefault(one.subscriptionId(), 0L));
            times.put(one.subscriptionId(), Instant.ofEpochMilli(atMs));
            periods.put(PeriodKey.of(one, BilledDay.dayOf(atMs)), one);
        }
        Map<PeriodKey, PeriodUse> use = BillingTable.use(connection, periods.keySet());
        var told = new Told();
        periods.forEach((key, one) -> {
            PeriodUse used = use.get(key);
            Instant at = times.get(one.subscriptionId());
            if (used != null && at != null) {
                told.look(one, key, used, at);
            }
        });
        told.store(connection);
    }

    private static void tellChanges(Connection connection, SortedMap<BilledDay, Billed> gains) throws SQLException {
        QuotaTermsLock.share(connection);
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
        var told = new Told();
        receivedAtMs.forEach((key, atMs) -> {
            QuotaTerms terms = limited.get(key.subscriptionId());
            PeriodUse used = use.get(key);
            if (terms != null && used != null) {
                told.look(terms, key, used, Instant.ofEpochMilli(atMs));
            }
        });
        told.store(connection);
    }

    /** What a transaction tells, and that it has done so. */
    private static final class Told {

        private final List<OutboxRecord> events = new ArrayList<>();
        private final Map<PeriodKey, Integer> percents = new HashMap<>();

        void look(QuotaTerms terms, PeriodKey key, PeriodUse use, Instant at) {
            for (LimitCrossed crossing : LimitCrossingRules.crossed(terms, key, use, at)) {
                events.add(QuotaEvents.record(crossing));
                percents.merge(key, crossing.share().percent(), Math::max);
            }
            for (LimitCrossed crossing : LimitCrossingRules.lifted(terms, key, use, at)) {
                events.add(QuotaEvents.lifted(crossing));
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
