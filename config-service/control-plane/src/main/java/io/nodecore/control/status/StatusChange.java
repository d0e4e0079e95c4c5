package io.nodecore.control.status;

import java.time.Instant;

/** A change of a node's status that is published as a domain event. */
sealed interface StatusChange {

    /** A node that was pending or offline has sent a heartbeat. */
    record CameOnline(long nodeId, Instant at) implements StatusChange {}

    /** A node confirmed another revision than before, or recovered from an error by a confirmation. */
    record ConfigConfirmed(long nodeId, long revision, Instant at) implements StatusChange {}
}
