package io.nodecore.control.decision;

import io.nodecore.outbox.OutboxRelay;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the decision logs of this process. They share the database, the outbox, its relay and the clock. */
public final class DecisionLogs {

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final OutboxRelay relay;
    private final InstantSource clock;
    private final Runnable pending;
    private final ChangeLog changes;

    /**
     * @param changes receives what the decisions of all logs changed
     * @param pending called on the thread of a command that is committed but not published within the wait of the outbox settings
     */
    public DecisionLogs(
            TransactionTemplate transactions,
            JdbcClient jdbc,
            OutboxRelay relay,
            InstantSource clock,
            Runnable pending,
            ChangeLog changes) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.relay = relay;
        this.clock = clock;
        this.pending = pending;
        this.changes = changes;
    }

    /**
     * @param records converts a fact to the records that publish it
     * @param changes the line of the change log for a fact
     */
    public <F> DecisionLog<F> log(
            WriteLock lock, FactTables<F> tables, FactRecords<F> records, Function<F, Optional<Changed>> changes) {
        return log(lock, tables, records, changes, Consequences.none());
    }

    public <F> DecisionLog<F> log(
            WriteLock lock,
            FactTables<F> tables,
            FactRecords<F> records,
            Function<F, Optional<Changed>> changes,
            Consequences<F> consequences) {
        return new DecisionLog<>(this, lock, tables, records, changes, consequences);
    }

    ChangeLog changes() {
        return changes;
    }

    TransactionTemplate transactions() {
        return transactions;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    InstantSource clock() {
        return clock;
    }

    /** @param row of the outbox, 0 if nothing is published */
    void awaitPublished(long row) {
        if (row > 0 && !relay.awaitPublished(row)) {
            pending.run();
        }
    }
}
