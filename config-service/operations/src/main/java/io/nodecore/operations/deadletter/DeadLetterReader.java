package io.nodecore.operations.deadletter;

import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicRange;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads single records at their positions. */
public final class DeadLetterReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Up to this many records between two wanted ones are read too; over a longer distance the reader seeks. */
    private static final long NEAR = 200;

    private final KafkaConsumers consumers;

    DeadLetterReader(KafkaSettings kafka) {
        this.consumers = KafkaConsumers.bounded(kafka, "nodecore-letters", OffsetReset.NONE)
                .maxFetch(8 * 1024 * 1024)
                .apiTimeout(TIMEOUT);
    }

    /**
     * Returns the records at these positions; deleted ones are missing.
     *
     * @throws KafkaException if Kafka does not answer in time, or deletes records while they are read
     */
    public Map<RecordPosition, ConsumerRecord<byte[], byte[]>> read(Collection<RecordPosition> positions) {
        Map<TopicPartition, TreeSet<Long>> wanted = new HashMap<>();
        positions.stream()
                .filter(position -> position.partition() >= 0)
                .forEach(position -> wanted.computeIfAbsent(position.topicPartition(), added -> new TreeSet<>())
                        .add(position.offset()));
        Map<RecordPosition, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        try (var range = TopicRange.open(consumers).progressWithin(TIMEOUT)) {
            Map<TopicPartition, Long> begins = range.begins(wanted.keySet());
            Map<TopicPartition, Long> ends = range.ends(wanted.keySet());
            wanted.forEach((partition, offsets) -> {
                offsets.removeIf(offset ->
                        offset < begins.getOrDefault(partition, 0L) || offset >= ends.getOrDefault(partition, 0L));
                read(range, partition, offsets, found);
            });
        }
        return found;
    }

    private static void read(
            TopicRange range,
            TopicPartition partition,
            TreeSet<Long> wanted,
            Map<RecordPosition, ConsumerRecord<byte[], byte[]>> found) {
        while (!wanted.isEmpty()) {
            long first = wanted.removeFirst();
            var near = new TreeSet<Long>();
            near.add(first);
            long end = first + 1;
            while (!wanted.isEmpty() && wanted.first() <= end + NEAR) {
                end = wanted.removeFirst() + 1;
                near.add(end - 1);
            }
            range.read(Map.of(partition, first), Map.of(partition, end), batch -> {
                batch.all().stream()
                        .filter(record -> near.contains(record.offset()))
                        .forEach(record -> found.put(
                                new RecordPosition(record.topic(), record.partition(), record.offset()), record));
                return true;
            });
        }
    }
}
