package io.nodecore.presence.events;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Finds positions that stand still although their partitions go on. Knows what it was shown before. */
final class FrozenPositions {

    /** Where a task stands in a partition, and where the partition ends as far as the task knows. */
    record Position(long committed, long end) {

        boolean isWaiting() {
            return end > committed;
        }
    }

    private record Seen(long committed, Instant since) {}

    private final Duration stuckAfter;
    private final Map<TopicPartition, Seen> seen = new HashMap<>();

    /** @param stuckAfter how long a position may stand still */
    FrozenPositions(Duration stuckAfter) {
        this.stuckAfter = stuckAfter;
    }

    /** By partition, since when the position stands still; empty while all go on. */
    synchronized SortedMap<String, Instant> look(Map<TopicPartition, Position> positions, Instant now) {
        seen.keySet().retainAll(positions.keySet());
        SortedMap<String, Instant> frozen = new TreeMap<>();
        positions.forEach((partition, position) -> {
            Seen before = seen.get(partition);
            if (before == null || before.committed() != position.committed() || !position.isWaiting()) {
                seen.put(partition, new Seen(position.committed(), now));
            } else if (before.since().plus(stuckAfter).isBefore(now)) {
                frozen.put(partition.toString(), before.since());
            }
        });
        return frozen;
    }
}
