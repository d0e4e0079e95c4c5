package io.nodecore.control.decision;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes writers of the control plane follow one another.
 *
 * <p>An identity column numbers rows when they are inserted, not when they are committed: without a lock, a transaction with number 7
 * may commit before the one with number 6, and a relay that has published 7 would publish 6 after it. Whoever decides something takes
 * this lock first and holds it until the commit, so the order of the outbox is the order of the commits, rules see no half-made
 * change, and nobody can meet another's row locks in the wrong order. Changes of a control plane are few; the lock costs no throughput
 * that anyone misses.
 */
public final class WriteLock {

    private static final long KEY = 0x6e6f_6465_0001L;

    private WriteLock() {}

    /** Waits for the lock; the end of the transaction releases it. */
    public static void take(JdbcClient jdbc) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(KEY).query(rs -> {});
    }

    /** Waits for the lock; the session has it until it lets it go or ends, over its transactions. */
    public static void hold(JdbcClient session) {
        session.sql("select pg_advisory_lock(?)").param(KEY).query(rs -> {});
    }

    public static void letGo(JdbcClient session) {
        session.sql("select pg_advisory_unlock(?)").param(KEY).query(rs -> {});
    }
}
