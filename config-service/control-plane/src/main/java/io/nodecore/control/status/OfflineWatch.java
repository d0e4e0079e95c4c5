package io.nodecore.control.status;

import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.status.NodeStatusTable.SilentNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The tick that marks silent nodes as offline. */
final class OfflineWatch {

    private static final int MOST_AT_ONCE = 10_000;

    private final DecisionLog<ControlFact> journal;
    private final NodeStatusTable statuses;
    private final EndOffsets ends;
    private final Duration offlineAfter;
    private final InstantSource clock;
    private final SilenceHorizon horizon;

    OfflineWatch(
            DecisionLog<ControlFact> journal,
            NodeStatusTable statuses,
            EndOffsets ends,
            Duration offlineAfter,
            InstantSource clock) {
        this.journal = journal;
        this.statuses = statuses;
        this.ends = ends;
        this.offlineAfter = offlineAfter;
        this.clock = clock;
        this.horizon = new SilenceHorizon(offlineAfter);
    }

    void tick() {
        Map<TopicPartition, Long> positions = statuses.heartbeatPositions();
        if (horizon.isLooking()) {
            Instant now = clock.instant();
            Map<TopicPartition, Long> found = ends.of(positions.keySet());
            if (found.keySet().containsAll(positions.keySet())) {
                horizon.look(now, found);
            }
        }
        horizon.at(positions).ifPresent(this::judge);
    }

    private void judge(Instant upTo) {
        Instant lastSeenBefore = upTo.minus(offlineAfter);
        // Most ticks find nothing and take no lock.
        if (statuses.silent(lastSeenBefore, 1).isEmpty()) {
            return;
        }
        journal.decide("nodes went offline", now -> {
            // A heartbeat that is applied at the same time comes completely before or completely after this decision.
            statuses.lock();
            List<SilentNode> silent = statuses.silent(lastSeenBefore, MOST_AT_ONCE);
            return new Decision<>(
                    silent.size(),
                    silent.stream()
                            .<ControlFact>map(node -> new NodeFact.WentOffline(node.nodeId(), node.lastSeenAt()))
                            .toList());
        });
    }
}
