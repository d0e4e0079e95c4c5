package io.nodecore.usage.quotas;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Makes the counting of usage and a change of terms follow one another.
 *
 * <p>Whoever counts shares the lock, and only then reads the terms; whoever changes terms has it alone, and only then reads the sums.
 * So either the counter sees the new terms, or the change sees what was counted: of a crossing that both bring about together, one of
 * them learns. Held until the end of the transaction.
 */
final class QuotaTermsLock {

    private static final long KEY = 0x6e6f_6465_0003L;

    private QuotaTermsLock() {}

    static void share(Connection connection) throws SQLException {
        take(connection, "select pg_advisory_xact_lock_shared(?)");
    }

    static void takeAlone(Connection connection) throws SQLException {
        take(connection, "select pg_advisory_xact_lock(?)");
    }

    private static void take(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, KEY);
            statement.execute();
        }
    }
}
