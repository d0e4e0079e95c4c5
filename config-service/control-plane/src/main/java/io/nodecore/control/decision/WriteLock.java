package io.nodecore.control.decision;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders the writers of the same outbox keys. It is an advisory lock of Postgres, so it works across processes.
 *
 * <p>An identity column numbers rows when they are inserted, not when they are committed: without a lock, a transaction with number 7 may
 * commit before the one with number 6, and a relay that has published 7 would publish 6 after it. A writer takes this lock first and holds
 * it until the commit. Then the outbox order of a key is the order of the commits, rules see no partial change, and no two writers take
 * each other's row locks in a different order.
 *
 * <p>Keys that are written under different locks must be different, or their writers must not depend on each other's order. A
 * transaction that needs several locks takes them in the order control, operations, node status.
 *
 * @param key of the advisory lock; unique for each lock
 */
public record WriteLock(long key) {

    /** For the commands about nodes, codes, users, subscriptions and links. */
    public static final WriteLock CONTROL = new WriteLock(0x6e6f_6465_0001L);

    /** For the commands of operators: corrections, redrives, replay orders. */
    public static final WriteLock OPERATIONS = new WriteLock(0x6e6f_6465_0002L);

    /** For the table node_status and the events that follow from its changes. */
    public static final WriteLock NODE_STATUS = new WriteLock(0x6e6f_6465_0003L);

    /** Waits for the lock; the end of the transaction releases it. */
    public void lockTransaction(JdbcClient jdbc) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(key).query(rs -> {});
    }

    /** Waits for the lock; the session holds it across its transactions until {@link #release} or until the session ends. */
    public void acquire(JdbcClient session) {
        session.sql("select pg_advisory_lock(?)").param(key).query(rs -> {});
    }

    public void release(JdbcClient session) {
        session.sql("select pg_advisory_unlock(?)").param(key).query(rs -> {});
    }
}
