package io.nodecore.control.status;

import io.nodecore.control.status.NodeReport.Applied;
import io.nodecore.control.status.NodeReport.Failed;
import io.nodecore.control.status.NodeReport.Heartbeat;
import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.ReportRepeats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Folds reports into the states of their nodes. Pure. */
final class NodeStatusFold {

    private record Name(long nodeId, String reportId) {}

    private final Map<Long, NodeState> states = new HashMap<>();
    private final Map<Name, Confirmation> confirmations = new HashMap<>();
    private final Map<Name, Confirmation> counted = new LinkedHashMap<>();
    private final List<StatusChange> changes = new ArrayList<>();
    private int repeats;

    /**
     * @param known the states before; a node without one has never reported
     * @param confirmed the confirmations that counted before and of which the added reports may be repeats
     */
    NodeStatusFold(Collection<NodeState> known, Collection<Confirmation> confirmed) {
        known.forEach(state -> states.put(state.nodeId(), state));
        confirmed.forEach(confirmation -> confirmations.put(name(confirmation), confirmation));
    }

    /** The confirmation of a report, if its node gave it an id: a report without an id never counts as a repeat. */
    static Optional<Confirmation> confirmation(JournaledFact<NodeReport> report) {
        FactHeaders headers = report.headers();
        return report.fact() instanceof Applied && !headers.reportId().equals(headers.eventId())
                ? Optional.of(new Confirmation(
                        headers.nodeId(), headers.reportId(), Instant.ofEpochMilli(headers.receivedAtMs())))
                : Optional.empty();
    }

    void add(JournaledFact<NodeReport> report) {
        FactHeaders headers = report.headers();
        Instant at = Instant.ofEpochMilli(headers.receivedAtMs());
        NodeState before = states.getOrDefault(headers.nodeId(), NodeState.ofNew(headers.nodeId()));
        NodeState after = switch (report.fact()) {
            case Heartbeat heartbeat -> heartbeat(before, heartbeat, at);
            case Applied applied -> applied(before, applied.fact().getRevision(), at, confirmation(report));
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

    /** The confirmations that counted, each report id once: the later of two whose distance is greater than the window. */
    Collection<Confirmation> counted() {
        return counted.values();
    }

    /** Repeated confirmations. Repeated heartbeats are not counted: they change nothing. */
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
        boolean hasIp = heartbeat.fact().hasIp() && !heartbeat.fact().getIp().isEmpty();
        if (hasIp && (before.ipAt() == null || at.isAfter(before.ipAt()))) {
            state = state.at(heartbeat.fact().getIp(), at);
        }
        return state;
    }

    private NodeState applied(NodeState before, long revision, Instant at, Optional<Confirmation> named) {
        if (named.filter(this::isRepeat).isPresent()) {
            repeats++;
            return before;
        }
        named.ifPresent(confirmation -> {
            confirmations.put(name(confirmation), confirmation);
            counted.put(name(confirmation), confirmation);
        });
        if (before.appliedAt() != null && at.isBefore(before.appliedAt())) {
            return before;
        }
        NodeState after = before.applied(revision, at);
        boolean isChange =
                !Objects.equals(before.appliedRevision(), revision) || (before.isInError() && !after.isInError());
        if (isChange && revision > 0) {
            changes.add(new StatusChange.ConfigConfirmed(before.nodeId(), revision, at));
        }
        return after;
    }

    private boolean isRepeat(Confirmation confirmation) {
        Confirmation first = confirmations.get(name(confirmation));
        return first != null && !first.receivedAt().isBefore(ReportRepeats.firstAtEarliest(confirmation.receivedAt()));
    }

    private static Name name(Confirmation confirmation) {
        return new Name(confirmation.nodeId(), confirmation.reportId());
    }
}
