package io.nodecore.control.rebuild;

import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicRange;
import io.nodecore.schemas.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads topics from their beginnings up to the end offsets at the time when the reader was opened. */
final class TopicReader implements AutoCloseable {

    private final TopicRange range;
    private final Map<TopicPartition, Long> ends;

    private TopicReader(TopicRange range, Map<TopicPartition, Long> ends) {
        this.range = range;
        this.ends = ends;
    }

    static TopicReader open(KafkaSettings kafka, Collection<Topic<?>> topics) {
        var range = TopicRange.open(KafkaConsumers.bounded(kafka, "nodecore-config-rebuild", OffsetReset.EARLIEST)
                .maxPollRecords(5_000));
        try {
            return new TopicReader(range, range.ends(range.partitions(topics)));
        } catch (RuntimeException e) {
            range.close();
            throw e;
        }
    }

    /** @param batches receives the records of one poll: in order within each partition */
    void read(Topic<?> topic, Consumer<List<ConsumerRecord<byte[], byte[]>>> batches) {
        range.readAll(ends(topic), batch -> {
            if (!batch.records().isEmpty()) {
                batches.accept(batch.all());
            }
            return true;
        });
    }

    /** For each partition of the topic, the offset after the last record that is read. */
    Map<TopicPartition, Long> ends(Topic<?> topic) {
        return ends.entrySet().stream()
                .filter(end -> end.getKey().topic().equals(topic.name()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void close() {
        range.close();
    }
}
