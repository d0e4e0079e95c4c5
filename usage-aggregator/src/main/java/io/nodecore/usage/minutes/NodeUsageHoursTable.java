package io.nodecore.usage.minutes;

import io.nodecore.usage.traffic.Traffic;
import io.nodecore.usage.traffic.TrafficColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** SQL of {@code node_usage_hours}: the bytes of all users of a node by UTC hour. */
final class NodeUsageHoursTable {

    private static final int MINUTES_PER_HOUR = 60;

    private static final String ADD = """
            insert into node_usage_hours as held (node_id, hour, bytes_up, bytes_down)
            select node_id, to_timestamp(hour * 3600), bytes_up, bytes_down
            from unnest(?::bigint[], ?::bigint[], ?::numeric[], ?::numeric[]) as added (node_id, hour, bytes_up, bytes_down)
            on conflict (node_id, hour)
            do update set bytes_up = held.bytes_up + excluded.bytes_up, bytes_down = held.bytes_down + excluded.bytes_down
            """;

    /**
     * One hour of one node; ordered, so that all transactions lock rows in one order.
     *
     * @param hour hours since 1970 in UTC
     */
    private record NodeHour(long nodeId, long hour) implements Comparable<NodeHour> {

        private static final Comparator<NodeHour> ORDER =
                Comparator.comparingLong(NodeHour::nodeId).thenComparingLong(NodeHour::hour);

        @Override
        public int compareTo(NodeHour other) {
            return ORDER.compare(this, other);
        }
    }

    private NodeUsageHoursTable() {}

    /** Adds the sums of minutes to the rows of this table. */
    static void add(Connection connection, SortedMap<UsageKey, Traffic> usageMinutes) throws SQLException {
        if (usageMinutes.isEmpty()) {
            return;
        }
        SortedMap<NodeHour, Traffic> hours = new TreeMap<>();
        usageMinutes.forEach((key, traffic) -> hours.merge(
                new NodeHour(key.nodeId(), Math.floorDiv(key.time(), MINUTES_PER_HOUR)), traffic, Traffic::plus));
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setObject(
                    1, hours.keySet().stream().mapToLong(NodeHour::nodeId).toArray());
            statement.setObject(
                    2, hours.keySet().stream().mapToLong(NodeHour::hour).toArray());
            TrafficColumns.set(statement, 3, hours.values());
            statement.executeUpdate();
        }
    }
}
