package io.nodecore.usage.quotas;

import io.nodecore.usage.traffic.Traffic;
import io.nodecore.usage.traffic.TrafficColumns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * SQL of {@code subscription_billing}: one row for each UTC day of arrival. The sum of all days is in {@code subscription_traffic}.
 *
 * <p>The rows do not depend on quota terms: with any limit and reset period, the same facts give the same rows.
 */
final class BillingTable {

    private static final String ADD = """
            insert into subscription_billing as held (subscription_id, day, bytes_up, bytes_down, billed_bytes)
            select subscription_id, day, bytes_up, bytes_down, billed_bytes
            from unnest(?::bigint[], ?::date[], ?::numeric[], ?::numeric[], ?::numeric[])
                 as added (subscription_id, day, bytes_up, bytes_down, billed_bytes)
            on conflict (subscription_id, day)
            do update set bytes_up = held.bytes_up + excluded.bytes_up, bytes_down = held.bytes_down + excluded.bytes_down,
                          billed_bytes = held.billed_bytes + excluded.billed_bytes
            """;

    private static final String USE = """
            select n::integer, sum(d.bytes_up), sum(d.bytes_down), sum(d.billed_bytes), coalesce(min(notified.percent), 0)
            from unnest(?::bigint[], ?::bigint[], ?::date[], ?::date[])
                 with ordinality as asked (subscription_id, quota_epoch, first_day, end_day, n)
            join subscription_billing d
              on d.subscription_id = asked.subscription_id and d.day >= asked.first_day and d.day < asked.end_day
            left join notified_limits notified
              on notified.subscription_id = asked.subscription_id and notified.first_day = asked.first_day
                 and notified.quota_epoch = asked.quota_epoch
            where asked.first_day <> 'infinity'
            group by n
            union all
            select n::integer, d.bytes_up, d.bytes_down, d.billed_bytes, coalesce(notified.percent, 0)
            from unnest(?::bigint[], ?::bigint[], ?::date[], ?::date[])
                 with ordinality as asked (subscription_id, quota_epoch, first_day, end_day, n)
            join subscription_traffic d on d.subscription_id = asked.subscription_id
            left join notified_limits notified
              on notified.subscription_id = asked.subscription_id and notified.first_day = asked.first_day
                 and notified.quota_epoch = asked.quota_epoch
            where asked.first_day = 'infinity'
            """;

    private BillingTable() {}

    /** The transaction holds the locks of these subscriptions' rows in {@code subscription_traffic}. */
    static void add(Connection connection, SortedMap<BilledDay, Billed> gains) throws SQLException {
        List<Long> subscriptions = new ArrayList<>();
        List<String> days = new ArrayList<>();
        List<Billed> billed = new ArrayList<>();
        gains.forEach((key, gain) -> {
            subscriptions.add(key.subscriptionId());
            days.add(key.day().toString());
            billed.add(gain);
        });
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setObject(
                    1, subscriptions.stream().mapToLong(Long::longValue).toArray());
            statement.setObject(2, days.toArray(String[]::new));
            TrafficColumns.set(
                    statement, 3, billed.stream().map(Billed::traffic).toList());
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "numeric", billed.stream().map(Billed::billedBytes).toArray()));
            statement.executeUpdate();
        }
    }

    /** The use of each period, and the greatest share of its limit that has an event; periods without use are not in the result. */
    static Map<PeriodKey, PeriodUse> use(Connection connection, Collection<PeriodKey> periods) throws SQLException {
        List<PeriodKey> asked = List.copyOf(periods);
        long[] subscriptions =
                asked.stream().mapToLong(PeriodKey::subscriptionId).toArray();
        long[] epochs = asked.stream().mapToLong(PeriodKey::quotaEpoch).toArray();
        String[] firstDays = asked.stream().map(PeriodKey::firstDay).toArray(String[]::new);
        String[] endDays = asked.stream().map(PeriodKey::endDay).toArray(String[]::new);
        try (var statement = connection.prepareStatement(USE)) {
            for (int half = 0; half < 2; half++) {
                statement.setObject(half * 4 + 1, subscriptions);
                statement.setObject(half * 4 + 2, epochs);
                statement.setObject(half * 4 + 3, firstDays);
                statement.setObject(half * 4 + 4, endDays);
            }
            Map<PeriodKey, PeriodUse> use = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    use.put(
                            asked.get(row.getInt(1) - 1),
                            new PeriodUse(
                                    new Traffic(
                                            row.getBigDecimal(2).toBigIntegerExact(),
                                            row.getBigDecimal(3).toBigIntegerExact()),
                                    row.getBigDecimal(4),
                                    row.getInt(5)));
                }
            }
            return use;
        }
    }
}
