package io.nodecore.usage.minutes;

import io.nodecore.usage.traffic.Traffic;
import io.nodecore.usage.traffic.TrafficColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** SQL of {@code usage_minutes}, {@code usage_hours} and {@code usage_days}: the same sums by UTC minute, hour and day. */
enum UsageTable {
    MINUTES("usage_minutes", "minute", 1, "to_timestamp(time * 60)"),
    HOURS("usage_hours", "hour", 60, "to_timestamp(time * 3600)"),
    DAYS("usage_days", "day", 24 * 60, "date '1970-01-01' + time::integer");

    /** The fastest number of rows of one statement; a single report may have ten times as many entries. */
    private static final int ROWS_PER_STATEMENT = 10_000;

    private final int minutes;
    private final String add;

    UsageTable(String name, String timeColumn, int minutes, String time) {
        this.minutes = minutes;
        this.add = """
                insert into %1$s as held
                    (%2$s, node_id, user_id, subscription_id, node_protocol_id, bytes_up, bytes_down)
                select %3$s, node_id, user_id, subscription_id, node_protocol_id, bytes_up, bytes_down
                from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::numeric[], ?::numeric[])
                     as added (time, node_id, user_id, subscription_id, node_protocol_id, bytes_up, bytes_down)
                on conflict (%2$s, node_id, user_id, subscription_id, node_protocol_id)
                do update set bytes_up = held.bytes_up + excluded.bytes_up, bytes_down = held.bytes_down + excluded.bytes_down
                """.formatted(name, timeColumn, time);
    }

    /** Adds the sums of minutes to the rows of this table. */
    void add(Connection connection, SortedMap<UsageKey, Traffic> usageMinutes) throws SQLException {
        List<Map.Entry<UsageKey, Traffic>> rows = rows(usageMinutes);
        for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
            addSome(connection, rows.subList(from, Math.min(rows.size(), from + ROWS_PER_STATEMENT)));
        }
    }

    /**
     * The sums by hour or day, in the order of their keys. If there is only one minute, as usual in live projection, they equal the
     * minute's sums.
     */
    private List<Map.Entry<UsageKey, Traffic>> rows(SortedMap<UsageKey, Traffic> usageMinutes) {
        if (minutes == 1 || usageMinutes.isEmpty()) {
            return new ArrayList<>(usageMinutes.entrySet());
        }
        if (usageMinutes.firstKey().time() == usageMinutes.lastKey().time()) {
            List<Map.Entry<UsageKey, Traffic>> rows = new ArrayList<>(usageMinutes.size());
            usageMinutes.forEach((key, traffic) -> rows.add(Map.entry(key.inUnitOf(minutes), traffic)));
            return rows;
        }
        Map<UsageKey, Traffic> sums = new HashMap<>();
        usageMinutes.forEach((key, traffic) -> sums.merge(key.inUnitOf(minutes), traffic, Traffic::plus));
        return new ArrayList<>(new TreeMap<>(sums).entrySet());
    }

    private void addSome(Connection connection, List<Map.Entry<UsageKey, Traffic>> rows) throws SQLException {
        long[][] columns = new long[5][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            UsageKey key = rows.get(row).getKey();
            columns[0][row] = key.time();
            columns[1][row] = key.nodeId();
            columns[2][row] = key.userId();
            columns[3][row] = key.subscriptionId();
            columns[4][row] = key.nodeProtocolId();
        }
        try (var statement = connection.prepareStatement(add)) {
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
