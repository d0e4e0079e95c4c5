package io.nodecore.operations.usage;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.RangeTooLargeException;
import io.nodecore.journal.TopicRange;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics for one request: one partition after another, each in order, up to known end offsets. Reads committed records only, and
 * refuses the request if there is too much to read or it takes too long.
 */
public final class TopicPass implements AutoCloseable {

    /** Maximum for all topics together. */
    static final long MOST_RECORDS = 20_000_000;

    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final TopicRange range;

    public TopicPass(KafkaSettings kafka) {
        range = TopicRange.open(KafkaConsumers.bounded(kafka, "nodecore-config-usage", OffsetReset.EARLIEST)
                        .maxPollRecords(5_000)
                        .apiTimeout(Duration.ofSeconds(10)))
                .within(TIMEOUT)
                .atMost(MOST_RECORDS, Long.MAX_VALUE);
    }

    /** The offset after the last record of each partition. */
    public SortedMap<Integer, Long> ends(Topic<?> topic) {
        try {
            SortedMap<Integer, Long> ends = new TreeMap<>();
            range.ends(topic).forEach((partition, end) -> ends.put(partition.partition(), end));
            return ends;
        } catch (KafkaException e) {
            throw new FailureException(new Failure.Unavailable("journal"));
        }
    }

    /**
     * Reads a topic once.
     *
     * @param since records that were appended before may be skipped; null to read all
     * @param ends the partitions to read and their end offsets; records from these offsets on are not read
     */
    public void read(
            Topic<?> topic,
            @Nullable Instant since,
            SortedMap<Integer, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try {
            ends.forEach((number, end) -> {
                Map<TopicPartition, Long> partition = Map.of(new TopicPartition(topic.name(), number), end);
                Map<TopicPartition, Long> from =
                        since == null ? range.begins(partition.keySet()) : range.offsetsAt(since, partition);
                range.read(from, partition, batch -> {
                    batch.all().forEach(taker);
                    return true;
                });
            });
        } catch (RangeTooLargeException e) {
            throw Violations.refuse(
                    "from", "needs more than " + MOST_RECORDS + " records to be read, choose a later time or one node");
        } catch (KafkaException e) {
            throw new FailureException(new Failure.Unavailable("journal"));
        }
    }

    @Override
    public void close() {
        range.close();
    }
}
