package io.nodecore.projection;

import io.nodecore.projection.positions.Claim;
import io.nodecore.projection.step.PolledFacts;
import io.nodecore.projection.step.ProjectionStep;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The steps of a projection on the thread of whoever reads the facts, without a group and without dead letters: what a replay is made
 * of. Rows and positions change as in {@link ProjectionRunner}, by the same code.
 *
 * <p>A record that can't be applied is counted and passed over. It stands among the dead letters since it was read live, and a replay
 * tells nobody anything. Used by one thread.
 */
public final class DirectStep<F> {

    private final ProjectionStep<F> step;
    private final Map<TopicPartition, Claim> claims = new HashMap<>();

    /**
     * @param dataSource its search path says which tables and positions are written
     * @param idleAtMost after how long the database ends the transaction of a process that stopped in its middle
     */
    public DirectStep(Projection<F> projection, DataSource dataSource, Duration idleAtMost) {
        this.step = new ProjectionStep<>(projection, dataSource, deadLetters -> {}, idleAtMost);
    }

    /**
     * Takes partitions over from whoever held them before.
     *
     * @param firstOffsets where a projection without a position begins
     * @return where to go on
     */
    public Map<TopicPartition, Long> claim(Map<TopicPartition, Long> firstOffsets) throws SQLException {
        claims.putAll(step.claim(firstOffsets));
        Map<TopicPartition, Long> positions = new HashMap<>();
        firstOffsets.keySet().forEach(partition -> positions.put(partition, position(partition)));
        return positions;
    }

    /** Where the tables stand, of a claimed partition. */
    public long position(TopicPartition partition) {
        return Objects.requireNonNull(claims.get(partition)).nextOffset();
    }

    /**
     * Applies facts and moves the positions, in one transaction.
     *
     * @param records of claimed partitions; what lies between the position and the next offset and is not among them is passed over
     * @param nextOffsets where each of the partitions goes on
     * @throws IllegalStateException when somebody else has claimed one of them
     */
    public void apply(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, Map<TopicPartition, Long> nextOffsets)
            throws SQLException {
        ProjectionStep.Outcome outcome = step.run(claims, new PolledFacts(records, nextOffsets));
        claims.putAll(outcome.moved());
        if (!outcome.fenced().isEmpty()) {
            throw new IllegalStateException("claimed by another owner: " + outcome.fenced());
        }
    }
}
