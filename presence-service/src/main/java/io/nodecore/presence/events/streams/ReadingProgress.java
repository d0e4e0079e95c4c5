package io.nodecore.presence.events.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** How long partitions with unread records have made no progress. */
final class ReadingProgress {

    private final Map<TopicPartition, Standing> standing = new ConcurrentHashMap<>();
    private volatile long lookedAtMs;

    private record Standing(long committed, long sinceMs) {}

    /** @param nowMs time of the start */
    ReadingProgress(long nowMs) {
        this.lookedAtMs = nowMs;
    }

    void observe(TopicPartition partition, long committed, long end, long nowMs) {
        lookedAtMs = nowMs;
        standing.compute(partition, (same, before) -> {
            if (committed >= end) {
                return null;
            }
            return before != null && before.committed() == committed ? before : new Standing(committed, nowMs);
        });
    }

    /** Of the partition that has made no progress for the longest time, or the time since the last check. */
    Duration stuckFor(long nowMs) {
        long sinceMs =
                standing.values().stream().mapToLong(Standing::sinceMs).min().orElse(nowMs);
        return Duration.ofMillis(Math.max(0, nowMs - Math.min(sinceMs, lookedAtMs)));
    }
}
