package io.nodecore.control.fact;

import io.nodecore.admin.Sha256;
import io.nodecore.journal.Multipliers;
import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import java.time.Instant;
import java.util.List;

/** A decision about one node; journaled in {@code node.lifecycle}. */
public sealed interface NodeFact extends ControlFact {

    long nodeId();

    record Registered(long nodeId, NodeProfile profile) implements NodeFact {}

    /** @param profile the complete profile after the change */
    record Changed(long nodeId, NodeProfile profile) implements NodeFact {}

    record Deleted(long nodeId) implements NodeFact {}

    /** A key was created for the node. It is valid from now on, although gateways must ask for it until it is announced. */
    record KeyIssued(long nodeId, Sha256 key) implements NodeFact {}

    /** The key was published to {@code control.keys}: at its first use, or at once if an admin rotated it. */
    record KeyAnnounced(long nodeId, Sha256 key) implements NodeFact {}

    /**
     * A rotated key stays valid for a grace period.
     *
     * @param validUntil when it is revoked
     */
    record KeyRetired(long nodeId, Sha256 key, Instant validUntil) implements NodeFact {}

    record KeyRevoked(long nodeId, Sha256 key) implements NodeFact {}

    /** @param protocols all inbounds after the change, each with its stable id */
    record ServicesChanged(long nodeId, ServiceTemplates templates, List<NodeProtocol> protocols) implements NodeFact {}

    /** How much the bytes that arrive from now on count against limits; all multipliers after the change. */
    record MultipliersChanged(long nodeId, Multipliers multipliers) implements NodeFact {}

    record RevisionPublished(long nodeId, long revision, String cause, NodeContent content) implements NodeFact {}

    /**
     * A tick found that the node sends no heartbeats.
     *
     * @param lastSeenAt the latest heartbeat that the tick knew; a later one reverts this fact, however late it is read
     */
    record WentOffline(long nodeId, Instant lastSeenAt) implements NodeFact {}
}
