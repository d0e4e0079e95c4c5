package io.nodecore.replay.simulation;

import io.nodecore.projection.DirectStep;
import io.nodecore.projection.simulation.Incidents;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.load.Load;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Applies the facts of a log in memory, in pieces of any size; now and then its connection breaks between two of them. */
final class SimulatedLoad<F> implements Load {

    private static final int LONGEST_PIECE = 4;

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log;
    private final Connection connection;
    private final DirectStep<F> step;
    private final Random random;
    private final Incidents incidents;
    private final Map<TopicPartition, Long> firstOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private SimulatedLoad(
            Replayable<F> replayable,
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log,
            Connection connection,
            Random random,
            Incidents incidents)
            throws SQLException {
        this.log = log;
        this.connection = connection;
        this.step = new DirectStep<>(
                replayable.projection(), new SingleConnectionDataSource(connection, true), Duration.ofSeconds(30));
        this.random = random;
        this.incidents = incidents;
        // As the load of topics does.
        try (var setting = connection.createStatement()) {
            setting.execute("set synchronous_commit = off");
        }
        log.keySet().forEach(partition -> firstOffsets.put(partition, 0L));
        positions.putAll(step.claim(firstOffsets));
    }

    static <F> SimulatedLoad<F> open(
            Replayable<F> replayable,
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log,
            Connection connection,
            Random random,
            Incidents incidents)
            throws SQLException {
        return new SimulatedLoad<>(replayable, log, connection, random, incidents);
    }

    @Override
    public Map<TopicPartition, Long> positions() {
        return positions;
    }

    @Override
    public Map<TopicPartition, Long> firstOffsets() {
        return firstOffsets;
    }

    @Override
    public void upTo(Map<TopicPartition, Long> targets, BooleanSupplier isActive, Runnable onProgress)
            throws SQLException {
        while (isActive.getAsBoolean()) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
            Map<TopicPartition, Long> nextOffsets = new HashMap<>();
            targets.forEach((partition, target) -> addPiece(partition, target, records, nextOffsets));
            if (nextOffsets.isEmpty()) {
                return;
            }
            step.apply(records, nextOffsets);
            nextOffsets.keySet().forEach(partition -> positions.put(partition, step.position(partition)));
            onProgress.run();
            if (random.nextInt(8) == 0) {
                incidents.count("replay interrupted");
                throw new SQLException("connection of the replay lost", "08006");
            }
        }
    }

    @Override
    public void finish(Map<TopicPartition, Long> targets, BooleanSupplier isActive) throws SQLException {
        upTo(targets, isActive, () -> {});
    }

    private void addPiece(
            TopicPartition partition,
            long target,
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records,
            Map<TopicPartition, Long> nextOffsets) {
        long position = step.position(partition);
        if (position < target) {
            int atMost = 1 + random.nextInt(LONGEST_PIECE);
            List<ConsumerRecord<byte[], byte[]>> piece = log.getOrDefault(partition, List.of()).stream()
                    .filter(record -> record.offset() >= position && record.offset() < target)
                    .limit(atMost)
                    .toList();
            records.put(partition, piece);
            nextOffsets.put(
                    partition, piece.size() < atMost ? target : piece.getLast().offset() + 1);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
