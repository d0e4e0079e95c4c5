package io.nodecore.simulator.ledger;

import io.nodecore.simulator.traffic.Bytes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@link StoredTotals} from the Core's public views: only names and columns of the contract. */
public final class PostgresTotals {

    private final PostgresAddress postgres;

    public PostgresTotals(PostgresAddress postgres) {
        this.postgres = postgres;
    }

    /**
     * Reads the rows of these nodes and subscriptions.
     *
     * @param since earlier usage minutes and session events are not read
     */
    public StoredTotals read(Collection<Long> nodeIds, Collection<Long> subscriptionIds, Instant since)
            throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
            return new StoredTotals(
                    usage(connection, nodeIds, since),
                    subscriptions(connection, subscriptionIds),
                    outbounds(connection, nodeIds),
                    sessions(connection, nodeIds, since));
        }
    }

    private static Map<UsageKey, Bytes> usage(Connection connection, Collection<Long> nodeIds, Instant since)
            throws SQLException {
        String sql = """
                select minute, node_id, user_id, subscription_id, node_protocol_id, bytes_up, bytes_down
                from public.usage_minutes where node_id = any (?) and minute >= ?""";
        Map<UsageKey, Bytes> rows = new HashMap<>();
        query(
                connection,
                sql,
                nodeIds,
                since,
                row -> rows.put(
                        new UsageKey(instant(row, 1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                        new Bytes(row.getLong(6), row.getLong(7))));
        return rows;
    }

    private static Map<Long, Bytes> subscriptions(Connection connection, Collection<Long> ids) throws SQLException {
        String sql = """
                select subscription_id, bytes_up, bytes_down
                from public.subscription_traffic where subscription_id = any (?)""";
        Map<Long, Bytes> rows = new HashMap<>();
        query(connection, sql, ids, null, row -> rows.put(row.getLong(1), new Bytes(row.getLong(2), row.getLong(3))));
        return rows;
    }

    private static Map<OutboundKey, Bytes> outbounds(Connection connection, Collection<Long> nodeIds)
            throws SQLException {
        String sql = """
                select node_id, tag, traffic_bytes_up, traffic_bytes_down
                from public.node_outbounds where node_id = any (?)""";
        Map<OutboundKey, Bytes> rows = new HashMap<>();
        query(
                connection,
                sql,
                nodeIds,
                null,
                row -> rows.put(
                        new OutboundKey(row.getLong(1), row.getString(2)), new Bytes(row.getLong(3), row.getLong(4))));
        return rows;
    }

    private static Set<SessionKey> sessions(Connection connection, Collection<Long> nodeIds, Instant since)
            throws SQLException {
        String sql = """
                select node_id, user_id, protocol, event_type, occurred_at, ip_address
                from public.session_events where node_id = any (?) and occurred_at >= ?""";
        Set<SessionKey> rows = new HashSet<>();
        query(
                connection,
                sql,
                nodeIds,
                since,
                row -> rows.add(new SessionKey(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        instant(row, 5),
                        Objects.requireNonNullElse(row.getString(6), ""))));
        return rows;
    }

    private static void query(Connection connection, String sql, Collection<Long> ids, @Nullable Instant since, Row row)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array idArray = connection.createArrayOf("bigint", ids.toArray());
            statement.setArray(1, idArray);
            if (since != null) {
                statement.setObject(2, since.atOffset(ZoneOffset.UTC));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.read(rows);
                }
            }
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }
}
