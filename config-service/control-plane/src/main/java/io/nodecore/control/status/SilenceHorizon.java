package io.nodecore.control.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Up to when it is known who was silent: the last time at which the topic's ends were looked up that the projection has reached since
 * then. Of what came later, a heartbeat may still be waiting to be read; to judge by the clock would call a whole fleet offline
 * because the projection is behind.
 *
 * <p>Where the horizon stood still, because Kafka or the projection was away, nodes could not be heard: they get the time to report
 * that a fresh process gives them too.
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

    /** Whether the ends should be looked up and told by {@link #look}. */
    boolean isLooking() {
        return ahead == null;
    }

    void look(Instant now, Map<TopicPartition, Long> ends) {
        ahead = new Ends(now, Map.copyOf(ends));
    }

    /**
     * @param positions of the projection
     * @return up to when silence can be judged, or empty where it can't
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
