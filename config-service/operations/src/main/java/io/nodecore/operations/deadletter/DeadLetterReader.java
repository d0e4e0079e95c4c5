package io.nodecore.operations.deadletter;

import io.nodecore.journal.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single records where they stand. */
final class DeadLetterReader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** What lies between two wanted records is read over, up to so many; a longer way is jumped. */
    private static final long NEAR = 200;

    private final KafkaSettings kafka;

    DeadLetterReader(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * The records at these places; those that are no longer there are missing.
     *
     * @throws KafkaException when Kafka does not answer in time
     */
    Map<RecordPosition, ConsumerRecord<byte[], byte[]>> read(Collection<RecordPosition> places) {
        Map<TopicPartition, SortedSet<RecordPosition>> byPartition = new HashMap<>();
        places.stream()
                .filter(place -> place.partition() >= 0)
                .forEach(place -> byPartition
                        .computeIfAbsent(
                                place.topicPartition(),
                                added -> new TreeSet<>(Comparator.comparingLong(RecordPosition::offset)))
                        .add(place));
        Map<RecordPosition, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
        try (var consumer = consumer()) {
            byPartition.forEach((partition, wanted) -> read(consumer, partition, wanted, found));
        }
        return found;
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            SortedSet<RecordPosition> wanted,
            Map<RecordPosition, ConsumerRecord<byte[], byte[]>> found) {
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        wanted.removeIf(place -> place.offset() < begin || place.offset() >= end);
        long at = -1;
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!wanted.isEmpty()) {
            long next = wanted.getFirst().offset();
            if (at < 0 || next < at || next > at + NEAR) {
                consumer.seek(partition, next);
            }
            List<ConsumerRecord<byte[], byte[]>> records = poll(consumer, partition);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                var place = new RecordPosition(record.topic(), record.partition(), record.offset());
                if (wanted.remove(place)) {
                    found.put(place, record);
                }
            }
            // What was passed without being met is not there.
            long passed = consumer.position(partition);
            wanted.removeIf(place -> place.offset() < passed);
            at = passed;
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + TIMEOUT.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new KafkaException("no record of " + partition + " from " + next + " on in time");
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> poll(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        try {
            return consumer.poll(POLL).records(partition);
        } catch (OffsetOutOfRangeException e) {
            throw new KafkaException("records of " + partition + " were removed while they were read", e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                kafka.with(Map.of(
                        "client.id",
                        "nodecore-letters",
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "none",
                        "isolation.level",
                        "read_committed",
                        "allow.auto.create.topics",
                        "false",
                        "max.poll.records",
                        "500",
                        "fetch.max.bytes",
                        8 * 1024 * 1024,
                        "default.api.timeout.ms",
                        10_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
