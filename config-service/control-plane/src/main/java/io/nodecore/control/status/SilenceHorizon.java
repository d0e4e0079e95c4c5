package io.nodecore.control.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The time up to which silence is known: the time of the latest reading of the topic's end offsets that the projection has reached since. A
 * heartbeat that arrived later may still be unread; a decision by the clock would mark a whole fleet offline if the projection lags.
 *
 * <p>If the horizon did not move for a while, because Kafka or the projection was unavailable, nodes get the same time to report as after a
 * start of the process.
 */
final class SilenceHorizon {

    private record Ends(Instant lookedUpAt, Map<TopicPartition, Long> offsets) {}

    private final Duration offlineAfter;
    private @Nullable Ends ahead;
    private @Nullable Instant reached;
    private Instant trustedFrom = Instant.MAX;

    SilenceHorizon(Duration offlineAfter) {
        this.offlineAfter = offlineAfter;
    }

    /** Returns whether the end offsets should be read and passed to {@link #look}. */
    boolean isLooking() {
        return ahead == null;
    }

    void look(Instant now, Map<TopicPartition, Long> ends) {
        ahead = new Ends(now, Map.copyOf(ends));
    }

    /**
     * @param positions of the projection
     * @return the time up to which silence can be decided, or empty if it can't
     */
    Optional<Instant> at(Map<TopicPartition, Long> positions) {
        Ends next = ahead;
        if (next != null
                && next.offsets().entrySet().stream()
                        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
            if (reached == null || next.lookedUpAt().isAfter(reached.plus(offlineAfter.dividedBy(2)))) {
                trustedFrom = next.lookedUpAt().plus(offlineAfter);
            }
            reached = next.lookedUpAt();
            ahead = null;
        }
        return Optional.ofNullable(reached).filter(time -> !time.isBefore(trustedFrom));
    }
}
