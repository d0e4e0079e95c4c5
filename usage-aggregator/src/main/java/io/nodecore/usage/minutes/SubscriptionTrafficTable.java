package io.nodecore.usage.minutes;

import io.nodecore.usage.minutes.UsageFold.Gain;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;

/** SQL of {@code subscription_traffic}. Its rows are shared by all nodes: the order of the keys keeps transactions from deadlock. */
final class SubscriptionTrafficTable {

    private static final String ADD = """
            insert into subscription_traffic as held (subscription_id, bytes_up, bytes_down, updated_at)
            select subscription_id, bytes_up, bytes_down, to_timestamp(received_at_ms / 1000.0)
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
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
        long[][] columns = new long[4][subscriptions.size()];
        int row = 0;
        for (Map.Entry<Long, Gain> subscription : subscriptions.entrySet()) {
            columns[0][row] = subscription.getKey();
            columns[1][row] = subscription.getValue().traffic().bytesUp();
            columns[2][row] = subscription.getValue().traffic().bytesDown();
            columns[3][row] = subscription.getValue().receivedAtMs();
            row++;
        }
        try (var statement = connection.prepareStatement(ADD)) {
            for (int column = 0; column < columns.length; column++) {
                statement.setObject(column + 1, columns[column]);
            }
            statement.executeUpdate();
        }
    }
}
