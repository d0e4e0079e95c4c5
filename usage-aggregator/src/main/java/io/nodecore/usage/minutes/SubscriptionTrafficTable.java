package io.nodecore.usage.minutes;

import io.nodecore.usage.minutes.UsageFold.Gain;
import io.nodecore.usage.traffic.TrafficColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;

/** SQL of {@code subscription_traffic}. All nodes share its rows: the order of the keys keeps transactions from deadlock. */
final class SubscriptionTrafficTable {

    private static final String ADD = """
            insert into subscription_traffic as held (subscription_id, bytes_up, bytes_down, updated_at)
            select subscription_id, bytes_up, bytes_down, to_timestamp(received_at_ms / 1000.0)
            from unnest(?::bigint[], ?::numeric[], ?::numeric[], ?::bigint[])
                 as added (subscription_id, bytes_up, bytes_down, received_at_ms)
            on conflict (subscription_id)
            do update set bytes_up = held.bytes_up + excluded.bytes_up, bytes_down = held.bytes_down + excluded.bytes_down,
                          updated_at = greatest(held.updated_at, excluded.updated_at)
            """;

    private SubscriptionTrafficTable() {}

    static void add(Connection connection, SortedMap<Long, Gain> subscriptions) throws SQLException {
        if (subscriptions.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setObject(
                    1,
                    subscriptions.keySet().stream().mapToLong(Long::longValue).toArray());
            TrafficColumns.set(
                    statement,
                    2,
                    subscriptions.values().stream().map(Gain::traffic).toList());
            statement.setObject(
                    4,
                    subscriptions.values().stream().mapToLong(Gain::receivedAtMs).toArray());
            statement.executeUpdate();
        }
    }
}
