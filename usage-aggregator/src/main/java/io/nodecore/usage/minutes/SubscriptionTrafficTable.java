package io.nodecore.usage.minutes;

import io.nodecore.usage.quotas.Billed;
import io.nodecore.usage.traffic.TrafficColumns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;

/**
 * SQL of {@code subscription_traffic}. Reports of all nodes update its rows: the order of the keys prevents deadlocks between transactions.
 */
final class SubscriptionTrafficTable {

    private static final String ADD = """
            insert into subscription_traffic as held (subscription_id, bytes_up, bytes_down, billed_bytes, updated_at)
            select subscription_id, bytes_up, bytes_down, billed_bytes, to_timestamp(received_at_ms / 1000.0)
            from unnest(?::bigint[], ?::numeric[], ?::numeric[], ?::numeric[], ?::bigint[])
                 as added (subscription_id, bytes_up, bytes_down, billed_bytes, received_at_ms)
            on conflict (subscription_id)
            do update set bytes_up = held.bytes_up + excluded.bytes_up, bytes_down = held.bytes_down + excluded.bytes_down,
                          billed_bytes = held.billed_bytes + excluded.billed_bytes,
                          updated_at = greatest(held.updated_at, excluded.updated_at)
            """;

    private SubscriptionTrafficTable() {}

    static void add(Connection connection, SortedMap<Long, Billed> subscriptions) throws SQLException {
        if (subscriptions.isEmpty()) {
            return;
        }
        BigDecimal[] billed =
                subscriptions.values().stream().map(Billed::billedBytes).toArray(BigDecimal[]::new);
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setObject(
                    1,
                    subscriptions.keySet().stream().mapToLong(Long::longValue).toArray());
            TrafficColumns.set(
                    statement,
                    2,
                    subscriptions.values().stream().map(Billed::traffic).toList());
            statement.setArray(4, connection.createArrayOf("numeric", billed));
            statement.setObject(
                    5,
                    subscriptions.values().stream()
                            .mapToLong(Billed::receivedAtMs)
                            .toArray());
            statement.executeUpdate();
        }
    }
}
