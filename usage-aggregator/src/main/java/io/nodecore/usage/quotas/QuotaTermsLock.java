package io.nodecore.usage.quotas;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Orders the counting of usage and a change of terms.
 *
 * <p>A transaction that counts takes the lock shared, and reads the terms after it. A transaction that changes terms takes it exclusively,
 * and reads the sums after it. So either the counting transaction sees the new terms, or the change sees what was counted: one of the two
 * finds a limit that is reached by both together. The lock is held until the end of the transaction.
 */
final class QuotaTermsLock {

    private static final long KEY = 0x6e6f_6465_0003L;

    private QuotaTermsLock() {}

    static void lockShared(Connection connection) throws SQLException {
        lock(connection, "select pg_advisory_xact_lock_shared(?)");
    }

    static void lockExclusive(Connection connection) throws SQLException {
        lock(connection, "select pg_advisory_xact_lock(?)");
    }

    private static void lock(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            statement.execute();
        }
    }
}
