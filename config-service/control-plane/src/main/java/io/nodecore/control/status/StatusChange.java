package io.nodecore.control.status;

import java.time.Instant;

/** What downstream consumers are told about a node's status. */
sealed interface StatusChange {

    /** A node that was pending or offline gave a sign of life. */
    record CameOnline(long nodeId, Instant at) implements StatusChange {}

    /** A node confirmed another revision than before, or recovered from an error by confirming. */
    record ConfigConfirmed(long nodeId, long revision, Instant at) implements StatusChange {}
}
