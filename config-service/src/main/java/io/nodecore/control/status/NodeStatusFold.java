package io.nodecore.control.status;

import io.nodecore.control.status.NodeReport.Applied;
import io.nodecore.control.status.NodeReport.Failed;
import io.nodecore.control.status.NodeReport.Heartbeat;
import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Folds reports into the states of their nodes. Pure. */
final class NodeStatusFold {

    private final Map<Long, NodeState> states = new HashMap<>();
    private final List<StatusChange> changes = new ArrayList<>();
    private int repeats;

    /** @param known the states before; a node without one was never heard of */
    NodeStatusFold(Collection<NodeState> known) {
        known.forEach(state -> states.put(state.nodeId(), state));
    }

    void add(JournaledFact<NodeReport> report) {
        FactHeaders headers = report.headers();
        Instant at = Instant.ofEpochMilli(headers.receivedAtMs());
        NodeState before = states.getOrDefault(headers.nodeId(), NodeState.ofNew(headers.nodeId()));
        NodeState after = switch (report.fact()) {
            case Heartbeat heartbeat -> heartbeat(before, heartbeat, at);
            case Applied applied -> applied(before, applied.fact().getRevision(), at, headers.reportId());
            case Failed failed -> before.errorAt() == null || at.isAfter(before.errorAt()) ? before.failed(at) : before;
        };
        states.put(headers.nodeId(), after);
    }

    Collection<NodeState> states() {
        return states.values();
    }

    List<StatusChange> changes() {
        return changes;
    }

    /** Confirmations that came again. Heartbeats are not told apart: a repeated one changes nothing anyway. */
    int repeats() {
        return repeats;
    }

    private NodeState heartbeat(NodeState before, Heartbeat heartbeat, Instant at) {
        NodeState state = before;
        if (before.lastSeenAt() == null || at.isAfter(before.lastSeenAt())) {
            if (before.isAway()) {
                changes.add(new StatusChange.CameOnline(before.nodeId(), at));
            }
            state = state.seen(
                    at, heartbeat.fact().hasRevision() ? heartbeat.fact().getRevision() : null);
        }
        boolean tellsIp = heartbeat.fact().hasIp() && !heartbeat.fact().getIp().isEmpty();
        if (tellsIp && (before.ipAt() == null || at.isAfter(before.ipAt()))) {
            state = state.at(heartbeat.fact().getIp(), at);
        }
        return state;
    }

    private NodeState applied(NodeState before, long revision, Instant at, String reportId) {
        if (reportId.equals(before.appliedReportId())) {
            repeats++;
            return before;
        }
        if (before.appliedAt() != null && at.isBefore(before.appliedAt())) {
            return before;
        }
        NodeState after = before.applied(revision, at, reportId);
        boolean tells =
                !Objects.equals(before.appliedRevision(), revision) || (before.isInError() && !after.isInError());
        if (tells && revision > 0) {
            changes.add(new StatusChange.ConfigConfirmed(before.nodeId(), revision, at));
        }
        return after;
    }
}
