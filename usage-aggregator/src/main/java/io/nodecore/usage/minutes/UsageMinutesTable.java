package io.nodecore.usage.minutes;

import io.nodecore.usage.traffic.Traffic;
import io.nodecore.usage.traffic.TrafficColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** SQL of {@code usage_minutes}. */
final class UsageMinutesTable {

    /** Where one statement is fastest; a single report may have ten times as many entries. */
    private static final int ROWS_PER_STATEMENT = 10_000;

    private static final String ADD = """
            insert into usage_minutes as held
                (minute, node_id, user_id, subscription_id, node_protocol_id, bytes_up, bytes_down)
            select to_timestamp(minute * 60), node_id, user_id, subscription_id, node_protocol_id, bytes_up, bytes_down
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::numeric[], ?::numeric[])
                 as added (minute, node_id, user_id, subscription_id, node_protocol_id, bytes_up, bytes_down)
            on conflict (minute, node_id, user_id, subscription_id, node_protocol_id)
            do update set bytes_up = held.bytes_up + excluded.bytes_up, bytes_down = held.bytes_down + excluded.bytes_down
            """;

    private UsageMinutesTable() {}

    static void add(Connection connection, SortedMap<UsageKey, Traffic> minutes) throws SQLException {
        List<Map.Entry<UsageKey, Traffic>> rows = new ArrayList<>(minutes.entrySet());
        for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
            addSome(connection, rows.subList(from, Math.min(rows.size(), from + ROWS_PER_STATEMENT)));
        }
    }

    private static void addSome(Connection connection, List<Map.Entry<UsageKey, Traffic>> rows) throws SQLException {
        long[][] columns = new long[5][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            UsageKey key = rows.get(row).getKey();
            columns[0][row] = key.minute();
            columns[1][row] = key.nodeId();
            columns[2][row] = key.userId();
            columns[3][row] = key.subscriptionId();
            columns[4][row] = key.nodeProtocolId();
        }
        try (var statement = connection.prepareStatement(ADD)) {
            for (int column = 0; column < columns.length; column++) {
                statement.setObject(column + 1, columns[column]);
            }
            TrafficColumns.set(
                    statement,
                    columns.length + 1,
                    rows.stream().map(Map.Entry::getValue).toList());
            statement.executeUpdate();
        }
    }
}
