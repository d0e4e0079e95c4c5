package io.nodecore.usage.quotas;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * SQL of {@code notified_limits}: the shares of limits for which events were published. It belongs to no projection: it does not follow
 * from facts, and no replay changes it. {@link BillingTable#use} joins it.
 */
final class NotifiedLimitsTable {

    private static final String STORE = """
            insert into notified_limits (subscription_id, first_day, quota_epoch, percent)
            select * from unnest(?::bigint[], ?::date[], ?::bigint[], ?::integer[])
            on conflict (subscription_id, first_day)
            do update set quota_epoch = excluded.quota_epoch, percent = excluded.percent
            """;

    private NotifiedLimitsTable() {}

    /** @param percents the greatest share with an event, of each period */
    static void store(Connection connection, Map<PeriodKey, Integer> percents) throws SQLException {
        List<Map.Entry<PeriodKey, Integer>> rows = List.copyOf(percents.entrySet());
        try (var statement = connection.prepareStatement(STORE)) {
            statement.setObject(
                    1,
                    rows.stream()
                            .mapToLong(row -> row.getKey().subscriptionId())
                            .toArray());
            statement.setObject(
                    2, rows.stream().map(row -> row.getKey().firstDay()).toArray(String[]::new));
            statement.setObject(
                    3, rows.stream().mapToLong(row -> row.getKey().quotaEpoch()).toArray());
            statement.setObject(4, rows.stream().mapToInt(Map.Entry::getValue).toArray());
            statement.executeUpdate();
        }
    }

    static void remove(Connection connection, Collection<Long> subscriptionIds) throws SQLException {
        try (var statement =
                connection.prepareStatement("delete from notified_limits where subscription_id = any (?)")) {
            statement.setObject(
                    1, subscriptionIds.stream().mapToLong(Long::longValue).toArray());
            statement.executeUpdate();
        }
    }
}
