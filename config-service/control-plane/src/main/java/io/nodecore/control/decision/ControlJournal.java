package io.nodecore.control.decision;

import io.nodecore.control.fact.ControlFact;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.outbox.OutboxRelay;
import io.nodecore.outbox.OutboxTable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs commands: each in one transaction that holds the decision, the rows it changes and the records that will tell of it. */
public final class ControlJournal {

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final FactTables tables;
    private final Consequences consequences;
    private final OutboxRelay relay;
    private final InstantSource clock;
    private final ControlWire wire = new ControlWire(UUID::randomUUID);

    public ControlJournal(
            TransactionTemplate transactions,
            JdbcClient jdbc,
            FactTables tables,
            Consequences consequences,
            OutboxRelay relay,
            InstantSource clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.tables = tables;
        this.consequences = consequences;
        this.relay = relay;
        this.clock = clock;
    }

    /**
     * Decides a command and, where it is not refused, applies and records what was decided. Commands follow one another, so what a
     * command reads does not change under it. Returns when the gateways' topics have what was decided, in so far as Kafka is there.
     *
     * @param cause why, in a few words; stored with the revisions that follow
     */
    public <A> A decide(String cause, Command<A> command) {
        Recorded<A> recorded = commit(cause, command);
        if (recorded.lastRow() > 0) {
            relay.awaitPublished(recorded.lastRow());
        }
        return recorded.answer();
    }

    /** The same for who has nobody to answer: returns as soon as it is committed, while the relay publishes it. */
    public <A> A decideUnasked(String cause, Command<A> command) {
        return commit(cause, command).answer();
    }

    /**
     * What is told although it changes no fact of the control plane.
     *
     * @param records of the transaction that decided it
     */
    public record Told<A>(A answer, List<OutboxRecord> records) {}

    /** Decides as {@link #decide} does, something that is no fact: an order to another service. */
    public <A> A tell(Function<Instant, Told<A>> command) {
        Recorded<A> recorded = transactions.execute(status -> {
            WriteLock.take(jdbc);
            Told<A> told = command.apply(clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return new Recorded<>(told.answer(), OutboxTable.add(jdbc, told.records()));
        });
        relay.awaitPublished(recorded.lastRow());
        return recorded.answer();
    }

    private <A> Recorded<A> commit(String cause, Command<A> command) {
        return transactions.execute(status -> {
            WriteLock.take(jdbc);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Decision<A> decided = command.decide(now);
            long last = record(decided.facts(), now);
            return new Recorded<>(
                    decided.answer(), Math.max(last, record(consequences.of(decided.facts(), cause, now), now)));
        });
    }

    /** @param lastRow of the outbox, 0 where nothing was put into it */
    private record Recorded<A>(A answer, long lastRow) {}

    private long record(List<? extends ControlFact> facts, Instant now) {
        tables.apply(facts, now);
        return OutboxTable.add(
                jdbc,
                facts.stream().flatMap(fact -> wire.records(fact, now).stream()).toList());
    }
}
