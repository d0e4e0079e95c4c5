package io.nodecore.replay.load;

import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.projection.DirectStep;
import io.nodecore.replay.ReplayContext;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One consumer of a replay with its database connection. It has no group and commits no offsets. */
final class LoadThread<F> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration IDLE_AT_MOST = Duration.ofSeconds(60);

    private final Replayable<F> replayable;
    private final ReplayOrder order;
    private final Consumer<byte[], byte[]> consumer;
    private final Connection connection;
    private final DirectStep<F> step;
    private final Throttle throttle;
    private final Map<TopicPartition, Long> firstOffsets = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

    private LoadThread(
            Replayable<F> replayable,
            ReplayOrder order,
            Consumer<byte[], byte[]> consumer,
            Connection connection,
            Throttle throttle) {
        this.replayable = replayable;
        this.order = order;
        this.consumer = consumer;
        this.connection = connection;
        this.step = new DirectStep<>(
                replayable.projection(), new SingleConnectionDataSource(connection, true), IDLE_AT_MOST);
        this.throttle = throttle;
    }

    /** @param index which of the threads this is: it takes every so many-th partition */
    static <F> LoadThread<F> open(
            ReplayContext tools, Replayable<F> replayable, ReplayOrder order, String searchPath, int index)
            throws SQLException {
        int threads = tools.settings().threads();
        Connection connection = tools.database().connect(searchPath);
        Consumer<byte[], byte[]> consumer = null;
        try {
            // Losing the last steps with a crash of Postgres is what the position is for: they are made again.
            try (var setting = connection.createStatement()) {
                setting.execute("set synchronous_commit = off");
            }
            consumer = consumer(tools, "replay-" + order.id() + "-" + index);
            var throttle = new Throttle((double) order.factsPerSecond() / threads);
            var thread = new LoadThread<>(replayable, order, consumer, connection, throttle);
            thread.claim(index, threads);
            return thread;
        } catch (SQLException | RuntimeException e) {
            if (consumer != null) {
                consumer.close();
            }
            connection.close();
            throw e;
        }
    }

    Map<TopicPartition, Long> positions() {
        return positions;
    }

    Map<TopicPartition, Long> firstOffsets() {
        return firstOffsets;
    }

    void upTo(Map<TopicPartition, Long> targets, BooleanSupplier isActive) throws SQLException {
        read(targets, isActive, throttle);
    }

    /** Without a limit. */
    void finish(Map<TopicPartition, Long> targets, BooleanSupplier isActive) throws SQLException {
        read(targets, isActive, new Throttle(0));
    }

    private void read(Map<TopicPartition, Long> targets, BooleanSupplier isActive, Throttle pace) throws SQLException {
        Set<TopicPartition> reading = new HashSet<>();
        for (TopicPartition partition : consumer.assignment()) {
            // What the call before polled beyond its targets comes again.
            consumer.seek(partition, step.position(partition));
            if (step.position(partition) < targets.getOrDefault(partition, 0L)) {
                reading.add(partition);
            }
        }
        consumer.pause(consumer.assignment());
        consumer.resume(reading);
        while (!reading.isEmpty() && isActive.getAsBoolean()) {
            int applied = apply(consumer.poll(POLL), targets);
            reading.removeIf(partition -> step.position(partition) >= targets.getOrDefault(partition, 0L));
            consumer.pause(consumer.assignment().stream()
                    .filter(partition -> !reading.contains(partition))
                    .toList());
            pace.after(applied, isActive);
        }
    }

    private int apply(ConsumerRecords<byte[], byte[]> polled, Map<TopicPartition, Long> targets) throws SQLException {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, Long> nextOffsets = new HashMap<>();
        int read = 0;
        for (var next : polled.nextOffsets().entrySet()) {
            TopicPartition partition = next.getKey();
            long target = targets.getOrDefault(partition, 0L);
            List<ConsumerRecord<byte[], byte[]>> before = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                if (record.offset() < target) {
                    read++;
                    if (replayable.concerns(order.scope(), record)) {
                        before.add(record);
                    }
                }
            }
            records.put(partition, before);
            nextOffsets.put(partition, Math.min(target, next.getValue().offset()));
        }
        step(records, nextOffsets);
        return read;
    }

    private void step(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, Map<TopicPartition, Long> nextOffsets)
            throws SQLException {
        if (!nextOffsets.isEmpty()) {
            step.apply(records, nextOffsets);
            nextOffsets.keySet().forEach(partition -> positions.put(partition, step.position(partition)));
        }
    }

    private void claim(int index, int threads) throws SQLException {
        List<TopicPartition> mine = new ArrayList<>();
        for (Topic<?> topic : replayable.projection().topics()) {
            consumer.partitionsFor(topic.name()).stream()
                    .filter(info -> info.partition() % threads == index)
                    .forEach(info -> mine.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(mine);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(mine);
        firstOffsets.putAll(firstOffsets(mine, begins));
        positions.putAll(step.claim(firstOffsets));
        // What retention has removed since the replay was interrupted.
        Map<TopicPartition, Long> cut = new HashMap<>();
        positions.forEach((partition, position) -> {
            long begin = begins.getOrDefault(partition, 0L);
            if (position < begin) {
                if (replayable.needsAll(partition.topic(), order)) {
                    throw new FactsGoneException(partition, position, begin);
                }
                cut.put(partition, begin);
            }
        });
        step(Map.of(), cut);
    }

    private Map<TopicPartition, Long> firstOffsets(List<TopicPartition> mine, Map<TopicPartition, Long> begins) {
        Map<TopicPartition, Long> offsets = new HashMap<>(begins);
        if (!replayable.appliesAgain()) {
            return offsets;
        }
        switch (order.scope()) {
            case Scope.FromOffset(long offset) -> {
                Map<TopicPartition, Long> ends = consumer.endOffsets(mine);
                offsets.replaceAll(
                        (partition, begin) -> Math.min(Math.max(begin, offset), ends.getOrDefault(partition, begin)));
            }
            case Scope.Since(var from) -> {
                Map<TopicPartition, Long> times = new HashMap<>();
                mine.forEach(partition -> times.put(partition, Math.max(0, from.toEpochMilli())));
                Map<TopicPartition, Long> ends = consumer.endOffsets(mine);
                Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
                for (TopicPartition partition : mine) {
                    OffsetAndTimestamp first = found.get(partition);
                    offsets.put(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
                }
            }
            case Scope.Everything everything -> {}
            case Scope.OfNode ofNode -> {}
            case Scope.OfUser ofUser -> {}
        }
        return offsets;
    }

    @Override
    public void close() {
        try (connection) {
            consumer.close();
        } catch (SQLException e) {
            // It is gone either way.
            return;
        }
    }

    private static Consumer<byte[], byte[]> consumer(ReplayContext tools, String name) {
        return KafkaConsumers.assigned(tools.kafka(), name, OffsetReset.NONE)
                .maxPollRecords(tools.settings().maxPollRecords())
                .maxFetch((int) tools.settings().maxFetchSize().toBytes())
                .maxPollSize(tools.settings().maxPollSize())
                .factory()
                .createConsumer();
    }

    /** Keeps one thread's share of a limit. */
    private static final class Throttle {

        private static final long NANOS = 1_000_000_000L;
        private static final long LONGEST_NAP = 50_000_000L;

        private final double factsPerSecond;
        private long allowedAt = System.nanoTime();

        /** @param factsPerSecond 0 for no limit */
        Throttle(double factsPerSecond) {
            this.factsPerSecond = factsPerSecond;
        }

        void after(int facts, BooleanSupplier isActive) {
            if (factsPerSecond <= 0) {
                return;
            }
            allowedAt = Math.max(allowedAt, System.nanoTime()) + (long) (facts / factsPerSecond * NANOS);
            while (System.nanoTime() - allowedAt < 0 && isActive.getAsBoolean()) {
                LockSupport.parkNanos(Math.min(LONGEST_NAP, allowedAt - System.nanoTime()));
            }
        }
    }
}
