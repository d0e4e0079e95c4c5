package io.nodecore.usage.outbound;

import io.nodecore.usage.outbound.OutboundFold.Outbound;
import io.nodecore.usage.traffic.Traffic;
import io.nodecore.usage.traffic.TrafficColumns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;

/** SQL of {@code node_outbounds}. */
final class NodeOutboundsTable {

    private static final String ADD = """
            insert into node_outbounds as held (node_id, tag, traffic_bytes_up, traffic_bytes_down)
            select node_id, tag, bytes_up, bytes_down
            from unnest(?::bigint[], ?::text[], ?::numeric[], ?::numeric[]) as added (node_id, tag, bytes_up, bytes_down)
            on conflict (node_id, tag)
            do update set traffic_bytes_up = held.traffic_bytes_up + excluded.traffic_bytes_up,
                          traffic_bytes_down = held.traffic_bytes_down + excluded.traffic_bytes_down
            """;

    private NodeOutboundsTable() {}

    static void add(Connection connection, SortedMap<Outbound, Traffic> outbounds) throws SQLException {
        if (outbounds.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setObject(
                    1, outbounds.keySet().stream().mapToLong(Outbound::nodeId).toArray());
            statement.setObject(
                    2, outbounds.keySet().stream().map(Outbound::tag).toArray(String[]::new));
            TrafficColumns.set(statement, 3, outbounds.values());
            statement.executeUpdate();
        }
    }
}
