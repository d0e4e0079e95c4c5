package io.nodecore.usage.quotas;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Orders the counting of usage and the change of terms.
 *
 * <p>A transaction that counts takes the lock in shared mode, and then reads the terms. A transaction that changes terms takes it in
 * exclusive mode, and then reads the sums. So either the counting transaction sees the new terms, or the change sees the counted usage: one
 * of the two detects that the limit is reached. The lock is held until the end of the transaction.
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
