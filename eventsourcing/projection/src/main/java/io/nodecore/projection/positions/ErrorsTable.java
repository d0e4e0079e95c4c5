package io.nodecore.projection.positions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** SQL of {@code projection_errors}: what went wrong last in each partition. */
public final class ErrorsTable {

    private static final int LONGEST = 1_000;

    private static final String STORE = """
            insert into projection_errors (projection, topic, partition, error, met_at) values (?, ?, ?, ?, now())
            on conflict (projection, topic, partition) do update set error = excluded.error, met_at = excluded.met_at
            """;

    private final String projection;

    public ErrorsTable(String projection) {
        this.projection = projection;
    }

    /** Written in the order of the positions, so that two owners can't deadlock. */
    public void store(Connection connection, Map<TopicPartition, String> errors) throws SQLException {
        var ordered = new TreeMap<TopicPartition, String>(PositionsTable.ORDER);
        ordered.putAll(errors);
        try (var statement = connection.prepareStatement(STORE)) {
            for (var error : ordered.entrySet()) {
                statement.setString(1, projection);
                statement.setString(2, error.getKey().topic());
                statement.setInt(3, error.getKey().partition());
                statement.setString(4, text(error.getValue()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static String text(String error) {
        return error.substring(0, Math.min(error.length(), LONGEST)).replace('\0', ' ');
    }
}
