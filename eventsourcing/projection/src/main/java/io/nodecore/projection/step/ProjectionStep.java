package io.nodecore.projection.step;

import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.projection.positions.Claim;
import io.nodecore.projection.positions.ErrorsTable;
import io.nodecore.projection.positions.FactCounts;
import io.nodecore.projection.positions.PositionsTable;
import io.nodecore.projection.step.DecodedFacts.Readable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * One poll's facts become one transaction: move the positions, apply the facts, keep the dead letters, commit. Knows no broker and no
 * thread, so that every order of polls, crashes and owners can be played through.
 *
 * <p>How a partition's facts are cut into polls makes no difference to the rows.
 */
public final class ProjectionStep<F> {

    /**
     * What a step did.
     *
     * @param moved the claims after the commit
     * @param fenced the partitions that another process has claimed; none of their facts was applied
     * @param counts what became of the offsets that the moved partitions passed
     */
    public record Outcome(
            Map<TopicPartition, Claim> moved, Set<TopicPartition> fenced, Map<TopicPartition, FactCounts> counts) {}

    /** Applies the facts of one topic in the open transaction; returns those that count. */
    @FunctionalInterface
    private interface Applying<F> {
        List<JournaledFact<F>> apply(Connection connection, List<Readable<F>> facts, List<DeadLetter> poison)
                throws SQLException, NotApplicableException;
    }

    private final Projection<F> projection;
    private final DataSource dataSource;
    private final DeadLetters deadLetters;
    private final PositionsTable positions;
    private final RefusedFactsTable refused;
    private final ErrorsTable errors;
    private final Duration idleAtMost;

    /** @param idleAtMost after how long the database ends the transaction of a process that stopped in its middle */
    public ProjectionStep(
            Projection<F> projection, DataSource dataSource, DeadLetters deadLetters, Duration idleAtMost) {
        this.projection = projection;
        this.dataSource = dataSource;
        this.deadLetters = deadLetters;
        this.positions = new PositionsTable(projection.name());
        this.refused = new RefusedFactsTable(projection.name());
        this.errors = new ErrorsTable(projection.name());
        this.idleAtMost = idleAtMost;
    }

    /** Takes partitions over; see {@link PositionsTable#claim}. */
    public Map<TopicPartition, Claim> claim(Map<TopicPartition, Long> firstOffsets) throws SQLException {
        try (Transaction transaction = Transaction.begin(dataSource)) {
            Map<TopicPartition, Claim> claims = positions.claim(transaction.connection(), firstOffsets, idleAtMost);
            transaction.commit();
            return claims;
        }
    }

    /**
     * Applies what was polled.
     *
     * @param claims for every polled partition
     * @throws SQLException when the database is away; whether the transaction was committed is then unknown, so that the partitions
     *     must be claimed again
     * @throws RuntimeException when dead letters could not be kept; nothing was changed
     */
    public Outcome run(Map<TopicPartition, Claim> claims, PolledFacts polled) throws SQLException {
        Set<TopicPartition> fenced = new HashSet<>();
        PolledFacts remaining = polled;
        while (!remaining.isEmpty()) {
            try {
                return runOwned(claims, remaining, fenced);
            } catch (FencedException e) {
                fenced.addAll(e.partitions());
                remaining = remaining.without(fenced);
            }
        }
        return new Outcome(Map.of(), fenced, Map.of());
    }

    private Outcome runOwned(Map<TopicPartition, Claim> claims, PolledFacts polled, Set<TopicPartition> fenced)
            throws SQLException, FencedException {
        DecodedFacts<F> decoded = DecodedFacts.of(projection, polled);
        Map<Claim, FactCounts> moves = new HashMap<>();
        polled.nextOffsets().forEach((partition, next) -> {
            Claim claim = Objects.requireNonNull(claims.get(partition));
            moves.put(claim, decoded.countsIfAllApplied(partition, next - claim.nextOffset()));
        });
        Map<TopicPartition, FactCounts> counts;
        try {
            counts = transact(moves, decoded, (connection, facts, poison) -> applyTogether(connection, facts));
        } catch (NotApplicableException together) {
            try {
                counts = transact(moves, decoded, this::applyIsolating);
            } catch (NotApplicableException alone) {
                throw new IllegalStateException("isolation leaves no fact that can't be applied", alone);
            }
        }
        Map<TopicPartition, Claim> moved = new HashMap<>();
        for (Claim claim : moves.keySet()) {
            moved.put(claim.partition(), claim.moved(Objects.requireNonNull(counts.get(claim.partition()))));
        }
        return new Outcome(moved, fenced, counts);
    }

    private Map<TopicPartition, FactCounts> transact(
            Map<Claim, FactCounts> moves, DecodedFacts<F> decoded, Applying<F> applying)
            throws SQLException, FencedException, NotApplicableException {
        try (Transaction transaction = Transaction.begin(dataSource)) {
            move(transaction.connection(), moves);
            var notApplied = new NotApplied();
            List<DeadLetter> refusedFacts = new ArrayList<>(decoded.unreadable());
            for (List<Readable<F>> facts : decoded.readable().values()) {
                if (!facts.isEmpty()) {
                    List<DeadLetter> poison = new ArrayList<>();
                    var counting = applying.apply(transaction.connection(), facts, poison);
                    notApplied.add(facts, counting, poison);
                    refusedFacts.addAll(poison);
                }
            }
            positions.correct(transaction.connection(), notApplied.byPartition());
            if (!refusedFacts.isEmpty()) {
                refused.add(transaction.connection(), refusedFacts);
                errors.store(transaction.connection(), errorsOf(refusedFacts));
                // Kept before the commit: should the process die in between, a dead letter is kept twice, and none is
                // lost.
                deadLetters.keep(refusedFacts);
            }
            transaction.commit();
            return notApplied.correct(moves);
        }
    }

    private static Map<TopicPartition, String> errorsOf(List<DeadLetter> refusedFacts) {
        Map<TopicPartition, String> errors = new HashMap<>();
        for (DeadLetter deadLetter : refusedFacts) {
            var origin = deadLetter.origin();
            errors.put(
                    new TopicPartition(origin.topic(), origin.partition()),
                    "offset " + origin.offset() + " went to the dead letters: " + deadLetter.cause());
        }
        return errors;
    }

    /** Stores why partitions make no progress, for operators. */
    public void writeTroubles(Map<TopicPartition, String> troubles) throws SQLException {
        try (Transaction transaction = Transaction.begin(dataSource)) {
            errors.store(transaction.connection(), troubles);
            transaction.commit();
        }
    }

    private void move(Connection connection, Map<Claim, FactCounts> moves) throws SQLException, FencedException {
        Set<TopicPartition> moved = positions.move(connection, moves, idleAtMost);
        if (moved.size() < moves.size()) {
            Set<TopicPartition> fenced = new HashSet<>();
            moves.keySet().forEach(claim -> fenced.add(claim.partition()));
            fenced.removeAll(moved);
            throw new FencedException(fenced);
        }
    }

    private List<JournaledFact<F>> applyTogether(Connection connection, List<Readable<F>> facts)
            throws SQLException, NotApplicableException {
        try {
            return projection.apply(
                    connection,
                    refused.withoutCounted(connection, facts).stream()
                            .map(Readable::fact)
                            .toList());
        } catch (SQLException | RuntimeException e) {
            if (PoisonRules.isPoison(e)) {
                throw new NotApplicableException(e);
            }
            throw e;
        }
    }

    private List<JournaledFact<F>> applyIsolating(
            Connection connection, List<Readable<F>> facts, List<DeadLetter> poison) throws SQLException {
        return Bisection.apply(
                facts,
                range -> applyOrUndo(connection, range),
                (fact, cause) -> poison.add(new DeadLetter(fact.origin(), cause)));
    }

    private List<JournaledFact<F>> applyOrUndo(Connection connection, List<Readable<F>> facts)
            throws SQLException, NotApplicableException {
        Savepoint before = connection.setSavepoint();
        try {
            List<JournaledFact<F>> counting = applyTogether(connection, facts);
            connection.releaseSavepoint(before);
            return counting;
        } catch (NotApplicableException e) {
            connection.rollback(before);
            throw e;
        }
    }
}
