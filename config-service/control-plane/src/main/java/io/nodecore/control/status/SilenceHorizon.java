package io.nodecore.control.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The time up to which silence is known: when the topic's ends were last looked up that the projection has reached since then. A
 * heartbeat that came later may still wait to be read; judging by the clock would mark a whole fleet offline because the projection
 * is behind.
 *
 * <p>If the horizon did not move for a while, because Kafka or the projection was away, nodes get the time to report that a fresh
 * process gives them too.
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

    /** Whether the ends should be looked up and given to {@link #look}. */
    boolean isLooking() {
        return ahead == null;
    }

    void look(Instant now, Map<TopicPartition, Long> ends) {
        ahead = new Ends(now, Map.copyOf(ends));
    }

    /**
     * @param positions of the projection
     * @return up to when silence can be judged, or empty if it can't
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
