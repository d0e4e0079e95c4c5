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
 * The steps of a projection on the caller's thread, without a group and without dead letters; replays use it. Rows and positions change
 * as in {@link ProjectionRunner}, by the same code.
 *
 * <p>A record that can't be applied is counted and passed over: the live projection has kept its dead letter, and a replay publishes
 * nothing. Used by one thread.
 */
public final class DirectStep<F> {

    private final ProjectionStep<F> step;
    private final Map<TopicPartition, Claim> claims = new HashMap<>();

    /**
     * @param dataSource its search path selects the tables and positions
     * @param idleAtMost after which the database ends the transaction of a process that is paused or gone
     */
    public DirectStep(Projection<F> projection, DataSource dataSource, Duration idleAtMost) {
        this.step = new ProjectionStep<>(projection, dataSource, deadLetters -> {}, idleAtMost);
    }

    /**
     * Takes partitions over from their former owner.
     *
     * @param firstOffsets where a projection without a position begins
     * @return the positions at which to continue
     */
    public Map<TopicPartition, Long> claim(Map<TopicPartition, Long> firstOffsets) throws SQLException {
        claims.putAll(step.claim(firstOffsets));
        Map<TopicPartition, Long> positions = new HashMap<>();
        firstOffsets.keySet().forEach(partition -> positions.put(partition, position(partition)));
        return positions;
    }

    /** The position of a claimed partition. */
    public long position(TopicPartition partition) {
        return Objects.requireNonNull(claims.get(partition)).nextOffset();
    }

    /**
     * Applies facts and moves the positions, in one transaction.
     *
     * @param records of claimed partitions; what lies between the position and the next offset and is not among them is passed over
     * @param nextOffsets the new position of each partition
     * @throws IllegalStateException if another owner has claimed one of them
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
