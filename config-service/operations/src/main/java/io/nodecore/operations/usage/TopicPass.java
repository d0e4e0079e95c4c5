package io.nodecore.operations.usage;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics for one request: partition after partition, each in its order, up to ends that are known before. Sees what was
 * committed, and ends with a refusal when there is too much to read or it takes too long.
 */
public final class TopicPass implements AutoCloseable {

    /** Of all topics together. */
    static final long MOST_RECORDS = 20_000_000;

    static final Duration TIME_OUT = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long deadline = System.nanoTime() + TIME_OUT.toNanos();
    private long records;

    public TopicPass(KafkaSettings kafka) {
        consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        "client.id", "nodecore-config-usage",
                        "enable.auto.commit", "false",
                        "isolation.level", "read_committed",
                        "allow.auto.create.topics", "false",
                        "default.api.timeout.ms", "10000",
                        "max.poll.records", 5_000,
                        "fetch.max.wait.ms", 50)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The offset after the last record of each partition. */
    public SortedMap<Integer, Long> ends(Topic<?> topic) {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            SortedMap<Integer, Long> ends = new TreeMap<>();
            consumer.endOffsets(partitions).forEach((partition, end) -> ends.put(partition.partition(), end));
            return ends;
        } catch (KafkaException e) {
            throw new FailureException(new Failure.Unavailable("journal"));
        }
    }

    /**
     * Reads a topic once.
     *
     * @param since records that were appended before may be passed over; null for all from the beginning
     * @param ends what to read of which partitions; records from these offsets on are not read
     */
    public void read(
            Topic<?> topic,
            @Nullable Instant since,
            SortedMap<Integer, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            ends.forEach((partition, end) -> read(new TopicPartition(topic.name(), partition), since, end, taker));
        } catch (KafkaException e) {
            throw new FailureException(new Failure.Unavailable("journal"));
        }
    }

    private void read(
            TopicPartition partition,
            @Nullable Instant since,
            long end,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        consumer.assign(List.of(partition));
        if (since == null) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            // Kafka knows no time before 1970, and nothing was appended then.
            long sinceMs = Math.max(0, since.toEpochMilli());
            var found = consumer.offsetsForTimes(Map.of(partition, sinceMs)).get(partition);
            if (found == null) {
                return;
            }
            consumer.seek(partition, found.offset());
        }
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    records++;
                    taker.accept(record);
                }
            }
            refuseIfTooMuch();
        }
    }

    private void refuseIfTooMuch() {
        if (records > MOST_RECORDS) {
            throw Violations.refuse(
                    "from", "needs more than " + MOST_RECORDS + " records to be read, choose a later time or one node");
        }
        if (System.nanoTime() - deadline > 0) {
            throw new FailureException(new Failure.Unavailable("journal"));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
