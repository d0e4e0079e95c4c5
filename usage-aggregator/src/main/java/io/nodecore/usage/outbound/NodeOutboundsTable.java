package io.nodecore.usage.outbound;

import io.nodecore.usage.outbound.OutboundFold.Bytes;
import io.nodecore.usage.outbound.OutboundFold.Outbound;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;

/** SQL of {@code node_outbounds}. */
final class NodeOutboundsTable {

    private static final String ADD = """
            insert into node_outbounds as held (node_id, tag, traffic_bytes_up, traffic_bytes_down)
            select node_id, tag, bytes_up, bytes_down
            from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[]) as added (node_id, tag, bytes_up, bytes_down)
            on conflict (node_id, tag)
            do update set traffic_bytes_up = held.traffic_bytes_up + excluded.traffic_bytes_up,
                          traffic_bytes_down = held.traffic_bytes_down + excluded.traffic_bytes_down
            """;

    private NodeOutboundsTable() {}

    static void add(Connection connection, SortedMap<Outbound, Bytes> outbounds) throws SQLException {
        if (outbounds.isEmpty()) {
            return;
        }
        long[] nodeIds = new long[outbounds.size()];
        String[] tags = new String[outbounds.size()];
        long[] bytesUp = new long[outbounds.size()];
        long[] bytesDown = new long[outbounds.size()];
        int row = 0;
        for (Map.Entry<Outbound, Bytes> outbound : outbounds.entrySet()) {
            nodeIds[row] = outbound.getKey().nodeId();
            tags[row] = outbound.getKey().tag();
            bytesUp[row] = outbound.getValue().up();
            bytesDown[row] = outbound.getValue().down();
            row++;
        }
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setObject(1, nodeIds);
            statement.setObject(2, tags);
            statement.setObject(3, bytesUp);
            statement.setObject(4, bytesDown);
            statement.executeUpdate();
        }
    }
}
