package io.nodecore.projection.step;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One transaction on one connection; closing it without a commit rolls it back. */
final class Transaction implements AutoCloseable {

    private final Connection connection;
    private boolean committed;

    private Transaction(Connection connection) {
        this.connection = connection;
    }

    static Transaction begin(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return new Transaction(connection);
    }

    Connection connection() {
        return connection;
    }

    void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!committed) {
                rollBack();
            }
        }
    }

    /** A connection that can't roll back is dead, and its transaction with it: the failure before is the one to report. */
    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException ignored) {
            // See above.
        }
    }
}
