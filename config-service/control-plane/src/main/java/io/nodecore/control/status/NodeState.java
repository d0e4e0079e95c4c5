package io.nodecore.control.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code node_status}. Every time is the {@code received-at} of a report; a report that is older than the row's own time changes
 * nothing, so the order in which topics are read does not matter.
 *
 * @param lastSeenAt the newest heartbeat
 * @param ip of the newest heartbeat that contained one, at {@code ipAt}
 * @param reportedRevision of the newest heartbeat that contained one
 * @param appliedRevision of the newest confirmation, at {@code appliedAt}
 * @param errorAt the newest error
 * @param silentSince the last heartbeat before the silence that a tick found
 */
record NodeState(
        long nodeId,
        @Nullable Instant lastSeenAt,
        @Nullable String ip,
        @Nullable Instant ipAt,
        @Nullable Long reportedRevision,
        @Nullable Long appliedRevision,
        @Nullable Instant appliedAt,
        @Nullable Instant errorAt,
        @Nullable Instant silentSince) {

    static NodeState ofNew(long nodeId) {
        return new NodeState(nodeId, null, null, null, null, null, null, null, null);
    }

    /** Never seen, or found offline since it was last seen. */
    boolean isAway() {
        return lastSeenAt == null || (silentSince != null && !silentSince.isBefore(lastSeenAt));
    }

    boolean isInError() {
        return errorAt != null && (appliedAt == null || errorAt.isAfter(appliedAt));
    }

    NodeState seen(Instant at, @Nullable Long revision) {
        return new NodeState(
                nodeId,
                at,
                ip,
                ipAt,
                revision == null ? reportedRevision : revision,
                appliedRevision,
                appliedAt,
                errorAt,
                silentSince);
    }

    NodeState at(String newIp, Instant at) {
        return new NodeState(
                nodeId, lastSeenAt, newIp, at, reportedRevision, appliedRevision, appliedAt, errorAt, silentSince);
    }

    NodeState applied(long revision, Instant at) {
        return new NodeState(nodeId, lastSeenAt, ip, ipAt, reportedRevision, revision, at, errorAt, silentSince);
    }

    NodeState failed(Instant at) {
        return new NodeState(
                nodeId, lastSeenAt, ip, ipAt, reportedRevision, appliedRevision, appliedAt, at, silentSince);
    }
}
