package io.nodecore.usage.quotas;

import io.nodecore.outbox.OutboxRecord;
import io.nodecore.outbox.OutboxTable;
import java.math.BigDecimal;
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
 * Counts what subscriptions use, and finds the limits that are crossed by it.
 *
 * <p>A crossing is put into the outbox by the transaction that brings it about, so it is told of once: by the usage that crosses the
 * limit, or by the terms that set it below what was used. Two transactions that add to one subscription follow one another by its row
 * in {@code subscription_traffic}, which is locked before anything is counted here; so each sees what the other added, and exactly one
 * of them finds the use below the limit before its gain and not below after it.
 *
 * <p>A correction may bring a subscription below its limit again, which is told of in the same way.
 *
 * <p>A replay counts without telling: the crossings were told of when they happened, by the terms of that time.
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

    /** Tells what is reached by the terms themselves. They are stored, and the {@link TermsLock} is held alone. */
    static void judge(Connection connection, List<Terms> terms) throws SQLException {
        List<Terms> limited =
                terms.stream().filter(one -> one.trafficLimitBytes() != null).toList();
        if (limited.isEmpty()) {
            return;
        }
        Map<Long, Long> lastReceived = lastReceived(connection, limited);
        Map<PeriodKey, Terms> periods = new HashMap<>();
        Map<Long, Instant> times = new HashMap<>();
        for (Terms one : limited) {
            // The newest period that anything is known of: a report may be received a moment before midnight by one
            // clock, and the terms decided after it by another.
            long atMs = Math.max(one.sinceMs(), lastReceived.getOrDefault(one.subscriptionId(), 0L));
            times.put(one.subscriptionId(), Instant.ofEpochMilli(atMs));
            periods.put(PeriodKey.of(one, BilledDay.dayOf(atMs)), one);
        }
        Map<PeriodKey, PeriodUse> use = BillingTable.use(connection, periods.keySet());
        List<Crossing> reached = new ArrayList<>();
        periods.forEach((key, one) -> {
            PeriodUse used = use.get(key);
            Instant at = times.get(one.subscriptionId());
            if (used != null && at != null) {
                reached.addAll(QuotaRules.reached(one, key, used, at));
            }
        });
        tell(connection, reached.stream().map(QuotaEvents::record).toList());
    }

    private static void tellChanges(Connection connection, SortedMap<BilledDay, Billed> gains) throws SQLException {
        TermsLock.share(connection);
        var touched =
                gains.keySet().stream().map(BilledDay::subscriptionId).collect(Collectors.toCollection(TreeSet::new));
        Map<Long, Terms> limited = TermsTable.limited(connection, touched).stream()
                .collect(Collectors.toMap(Terms::subscriptionId, terms -> terms));
        if (limited.isEmpty()) {
            return;
        }
        Map<PeriodKey, Billed> gainOfPeriod = new HashMap<>();
        gains.forEach((key, gain) -> {
            Terms terms = limited.get(key.subscriptionId());
            if (terms != null) {
                gainOfPeriod.merge(PeriodKey.of(terms, key.day()), gain, Billed::plus);
            }
        });
        Map<PeriodKey, PeriodUse> use = BillingTable.use(connection, gainOfPeriod.keySet());
        List<OutboxRecord> told = new ArrayList<>();
        gainOfPeriod.forEach((key, gain) -> {
            Terms terms = limited.get(key.subscriptionId());
            PeriodUse after = use.get(key);
            if (terms != null && after != null) {
                BigDecimal gained = gain.billedBytes();
                Instant at = Instant.ofEpochMilli(gain.receivedAtMs());
                QuotaRules.crossed(terms, key, after, gained, at)
                        .forEach(crossing -> told.add(QuotaEvents.record(crossing)));
                QuotaRules.lifted(terms, key, after, gained, at)
                        .forEach(crossing -> told.add(QuotaEvents.lifted(crossing)));
            }
        });
        tell(connection, told);
    }

    private static void tell(Connection connection, List<OutboxRecord> events) {
        if (!events.isEmpty()) {
            OutboxTable.add(JdbcClient.create(new SingleConnectionDataSource(connection, true)), events);
        }
    }

    private static Map<Long, Long> lastReceived(Connection connection, List<Terms> terms) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select subscription_id, (extract(epoch from updated_at) * 1000)::bigint from subscription_traffic
                where subscription_id = any (?)
                """)) {
            statement.setObject(
                    1, terms.stream().mapToLong(Terms::subscriptionId).toArray());
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
