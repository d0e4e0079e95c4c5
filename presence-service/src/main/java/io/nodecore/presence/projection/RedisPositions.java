package io.nodecore.presence.projection;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where a projection starts to read: at the first record that may still be fresh, whatever was read before. Committed offsets only show
 * which dead letters are already kept.
 */
final class RedisPositions {

    private final InstantSource clock;
    private final Duration reach;
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /** @param reach how far before now the reading starts */
    RedisPositions(InstantSource clock, Duration reach) {
        this.clock = clock;
        this.reach = reach;
    }

    /** Partitions were added; all of them are read again from the recent past. */
    void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        consumer.committed(Set.copyOf(partitions)).forEach(this::remember);
        seek(consumer, consumer.assignment());
    }

    void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // The end offset is read first: a record appended between the two requests is then read, not skipped.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> fresh = consumer.offsetsForTimes(asKeys(partitions));
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = fresh.get(partition);
            consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        }
    }

    /** Returns whether this record was handled by this process or an earlier process of the group. */
    boolean wasRead(TopicPartition partition, long offset) {
        return offset < committed.getOrDefault(partition, 0L);
    }

    void read(TopicPartition partition, long nextOffset) {
        committed.merge(partition, nextOffset, Math::max);
    }

    private void remember(TopicPartition partition, @Nullable OffsetAndMetadata offset) {
        committed.put(partition, offset == null ? 0L : offset.offset());
    }

    private Map<TopicPartition, Long> asKeys(Collection<TopicPartition> partitions) {
        long from = Math.max(0, clock.millis() - reach.toMillis());
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from));
        return times;
    }
}
