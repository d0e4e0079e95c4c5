package io.nodecore.control.decision;

import io.nodecore.outbox.OutboxTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs commands for one family of facts, one after another. Each command is one transaction: lock, decision, rows, consequences, outbox.
 * Logs with different locks do not wait for each other.
 *
 * @param <F> the facts that its commands decide
 */
public final class DecisionLog<F> {

    private final DecisionLogs shared;
    private final WriteLock lock;
    private final FactTables<F> tables;
    private final FactRecords<F> records;
    private final Function<F, Optional<Changed>> changes;
    private final Consequences<F> consequences;

    DecisionLog(
            DecisionLogs shared,
            WriteLock lock,
            FactTables<F> tables,
            FactRecords<F> records,
            Function<F, Optional<Changed>> changes,
            Consequences<F> consequences) {
        this.shared = shared;
        this.lock = lock;
        this.tables = tables;
        this.records = records;
        this.changes = changes;
        this.consequences = consequences;
    }

    /**
     * Decides a command and, unless it is refused, applies and records the facts. Commands of this log run one after another, so the data
     * that a command reads does not change meanwhile. Returns when the facts are published, or marks the request as pending if that takes
     * longer than the outbox settings allow.
     *
     * @param cause why, in a few words; stored with the consequences
     */
    public <A> A decide(String cause, Command<F, A> command) {
        return decide(cause, command, Function.identity());
    }

    /**
     * Decides as {@link #decide(String, Command)} does. The answer is computed in the same transaction, after the consequences are applied.
     *
     * @param answer converts the answer of the decision to the answer of the command; it may read the tables
     */
    public <A, B> B decide(String cause, Command<F, A> command, Function<A, B> answer) {
        Committed<B> committed = commit(cause, command, answer);
        shared.awaitPublished(committed.lastRow());
        return committed.answer();
    }

    /** Decides without waiting for the publication. Returns when the decision is committed. */
    public <A> A decideAsync(String cause, Command<F, A> command) {
        return commit(cause, command, Function.<A>identity()).answer();
    }

    /** @param lastRow of the outbox, 0 if no row was added */
    private record Committed<A>(A answer, long lastRow) {}

    private <A, B> Committed<B> commit(String cause, Command<F, A> command, Function<A, B> answer) {
        return Objects.requireNonNull(shared.transactions().execute(status -> {
            lock.lockTransaction(shared.jdbc());
            Instant now = shared.clock().instant().truncatedTo(ChronoUnit.MILLIS);
            Decision<F, A> decided = command.decide(now);
            long last = record(decided.facts(), now);
            last = Math.max(last, record(consequences.of(decided.facts(), cause, now), now));
            last = Math.max(last, logChanges(decided.facts(), cause, now));
            return new Committed<>(answer.apply(decided.answer()), last);
        }));
    }

    /** Consequences are not logged: they follow from the decided facts. */
    private long logChanges(List<F> facts, String cause, Instant now) {
        List<Changed> changed =
                facts.stream().flatMap(fact -> changes.apply(fact).stream()).toList();
        return OutboxTable.add(shared.jdbc(), shared.changes().record(changed, cause, now));
    }

    private long record(List<? extends F> facts, Instant now) {
        tables.apply(facts, now);
        return OutboxTable.add(
                shared.jdbc(),
                facts.stream().flatMap(fact -> records.of(fact, now).stream()).toList());
    }
}
