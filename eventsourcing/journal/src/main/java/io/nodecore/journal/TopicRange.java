package io.nodecore.journal;

import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a part of topics once: from offsets up to ends that are known before. Sees what was committed. All bounded reads of the project
 * go through it; it is the only caller of {@code Consumer.poll} beside the listener containers.
 *
 * <p>It waits for Kafka without end unless {@link #within} or {@link #progressWithin} limits that. Not for use by several threads.
 */
public final class TopicRange implements AutoCloseable {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    /** Takes what one poll returned; throttles by waiting. */
    @FunctionalInterface
    public interface Step {

        /**
         * Called after each poll, also after one that returned nothing.
         *
         * @return false to end the reading here
         */
        boolean take(Batch batch);
    }

    /**
     * What one poll returned, without the records at the ends and behind them.
     *
     * @param records by partition, in order; partitions without records are missing
     * @param nextOffsets how far each partition that is still read, or was ended by this batch, has been read; at most its end
     */
    public record Batch(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, Map<TopicPartition, Long> nextOffsets) {

        /** The records of all partitions; in order within each. */
        public List<ConsumerRecord<byte[], byte[]>> all() {
            return records.values().stream().flatMap(List::stream).toList();
        }
    }

    private final Consumer<byte[], byte[]> consumer;
    private long mostRecords = Long.MAX_VALUE;
    private long mostBytes = Long.MAX_VALUE;
    private @Nullable Duration longestStall;
    private @Nullable Deadline deadline;
    private long records;
    private long bytes;

    private TopicRange(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** @param consumers without a group, see {@link KafkaConsumers#bounded} */
    public static TopicRange open(KafkaConsumers consumers) {
        return new TopicRange(consumers.factory().createConsumer());
    }

    /** From now on, reading may take this long in all; then {@link #read} throws a {@link TimeoutException}. */
    public TopicRange within(Duration timeout) {
        this.deadline = new Deadline(timeout);
        return this;
    }

    /** {@link #read} throws a {@link TimeoutException} if it makes no progress for this long. */
    public TopicRange progressWithin(Duration timeout) {
        this.longestStall = timeout;
        return this;
    }

    /** All calls of {@link #read} together may return so many records and bytes of values; then it throws a {@link RangeTooLargeException}. */
    public TopicRange atMost(long records, long bytes) {
        this.mostRecords = records;
        this.mostBytes = bytes;
        return this;
    }

    public List<TopicPartition> partitions(Collection<? extends Topic<?>> topics) {
        List<TopicPartition> all = new ArrayList<>();
        for (Topic<?> topic : topics) {
            consumer.partitionsFor(topic.name())
                    .forEach(info -> all.add(new TopicPartition(topic.name(), info.partition())));
        }
        return all;
    }

    public boolean exists(String topic) {
        return consumer.listTopics().containsKey(topic);
    }

    /** The offset of the oldest record of each partition. */
    public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
        return consumer.beginningOffsets(partitions);
    }

    /** The offset after the last committed record of each partition, as it is now. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions);
    }

    public Map<TopicPartition, Long> ends(Topic<?> topic) {
        return ends(partitions(List.of(topic)));
    }

    /** The offset of the first record that was appended at this time or later; the end of a partition that has none. */
    public Map<TopicPartition, Long> offsetsAt(Instant time, Map<TopicPartition, Long> ends) {
        // Kafka knows no time before 1970, and nothing was appended then.
        long timeMs = Math.max(0, time.toEpochMilli());
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, timeMs));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }

    /** Reads from the oldest records on. */
    public void readAll(Map<TopicPartition, Long> ends, Step step) {
        read(begins(ends.keySet()), ends, step);
    }

    /**
     * Reads partitions side by side, each in its order.
     *
     * @param from the offset of the first record of each partition that is read
     * @param ends records at these offsets and behind them are not read
     * @throws KafkaException if Kafka refuses, or as {@link #within}, {@link #progressWithin} and {@link #atMost} say
     */
    public void read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends, Step step) {
        SequencedMap<TopicPartition, Long> positions =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        from.forEach((partition, offset) -> {
            if (offset < ends.getOrDefault(partition, 0L)) {
                positions.put(partition, offset);
            }
        });
        // A partition of an earlier reading could still be paused.
        consumer.unsubscribe();
        consumer.assign(positions.keySet());
        positions.forEach(consumer::seek);
        Deadline stall = new Deadline(longestStall);
        while (!positions.isEmpty()) {
            Batch batch = batch(consumer.poll(POLL_TIMEOUT), positions, ends);
            boolean isProgress = !batch.nextOffsets().equals(positions);
            batch.nextOffsets().forEach((partition, next) -> {
                positions.put(partition, next);
                if (next >= Objects.requireNonNull(ends.get(partition))) {
                    positions.remove(partition);
                    consumer.pause(List.of(partition));
                }
            });
            if (!step.take(batch)) {
                return;
            }
            refuseIfTooLarge();
            stall = isProgress ? new Deadline(longestStall) : stall;
            if (!positions.isEmpty() && (stall.isOver() || (deadline != null && deadline.isOver()))) {
                throw new TimeoutException("no end of " + positions + " in time");
            }
        }
    }

    private Batch batch(
            ConsumerRecords<byte[], byte[]> polled,
            Map<TopicPartition, Long> positions,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> taken = new HashMap<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        for (TopicPartition partition : positions.keySet()) {
            long end = Objects.requireNonNull(ends.get(partition));
            List<ConsumerRecord<byte[], byte[]>> before = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                if (record.offset() < end) {
                    before.add(record);
                    records++;
                    bytes += Math.max(0, record.serializedValueSize());
                }
            }
            if (!before.isEmpty()) {
                taken.put(partition, before);
            }
            // The position passes the marks of transactions too, which are no records.
            next.put(partition, Math.min(end, consumer.position(partition)));
        }
        return new Batch(taken, next);
    }

    private void refuseIfTooLarge() {
        if (records > mostRecords || bytes > mostBytes) {
            throw new RangeTooLargeException(records, bytes);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** A moment on the clock of this process; without a timeout it never comes. */
    private record Deadline(@Nullable Duration timeout, long beganAt) {

        Deadline(@Nullable Duration timeout) {
            this(timeout, System.nanoTime());
        }

        boolean isOver() {
            return timeout != null && System.nanoTime() - beganAt > timeout.toNanos();
        }
    }
}
