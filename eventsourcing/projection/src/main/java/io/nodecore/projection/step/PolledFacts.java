package io.nodecore.projection.step;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll brought.
 *
 * @param records of each partition in their order; a partition may have none
 * @param nextOffsets the next offset of each polled partition; more than the last offset plus one where the log has gaps
 */
public record PolledFacts(
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, Map<TopicPartition, Long> nextOffsets) {

    public static PolledFacts of(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, Long> nextOffsets = new HashMap<>();
        polled.nextOffsets().forEach((partition, next) -> {
            records.put(partition, polled.records(partition));
            nextOffsets.put(partition, next.offset());
        });
        return new PolledFacts(records, nextOffsets);
    }

    PolledFacts without(Set<TopicPartition> partitions) {
        var remaining = new PolledFacts(new HashMap<>(records), new HashMap<>(nextOffsets));
        remaining.records.keySet().removeAll(partitions);
        remaining.nextOffsets.keySet().removeAll(partitions);
        return remaining;
    }

    public boolean isEmpty() {
        return nextOffsets.isEmpty();
    }

    public Set<TopicPartition> partitions() {
        return nextOffsets.keySet();
    }
}
