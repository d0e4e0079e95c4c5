package io.nodecore.control.status;

import io.nodecore.control.facts.ControlFact;
import io.nodecore.control.facts.NodeFact;
import io.nodecore.control.journal.ControlJournal;
import io.nodecore.control.journal.Decision;
import io.nodecore.control.status.NodeStatusTable.SilentNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The tick that finds nodes silent. */
public final class OfflineWatch {

    private static final int MOST_AT_ONCE = 10_000;

    private final ControlJournal journal;
    private final NodeStatusTable statuses;
    private final Duration offlineAfter;
    private final InstantSource clock;

    public OfflineWatch(ControlJournal journal, NodeStatusTable statuses, Duration offlineAfter, InstantSource clock) {
        this.journal = journal;
        this.statuses = statuses;
        this.offlineAfter = offlineAfter;
        this.clock = clock;
    }

    public void tick() {
        // Most ticks find nothing and take no lock.
        if (silentAt(clock.instant(), 1).isEmpty()) {
            return;
        }
        journal.decide("nodes went offline", now -> {
            List<SilentNode> silent = silentAt(now, MOST_AT_ONCE);
            return new Decision<>(
                    silent.size(),
                    silent.stream()
                            .<ControlFact>map(node -> new NodeFact.WentOffline(node.nodeId(), node.lastSeenAt()))
                            .toList());
        });
    }

    private List<SilentNode> silentAt(Instant now, int atMost) {
        return statuses.silent(now.minus(offlineAfter), atMost);
    }
}
