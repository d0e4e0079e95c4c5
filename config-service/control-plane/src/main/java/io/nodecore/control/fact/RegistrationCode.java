package io.nodecore.control.fact;

import io.nodecore.admin.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A registration code and the nodes that used it.
 *
 * @param nodeIds the nodes that redeemed it, in that order; a repeat by the same node does not count again
 */
public record RegistrationCode(Sha256 hash, int maxUses, Instant expiresAt, List<Long> nodeIds) {

    public RegistrationCode {
        nodeIds = List.copyOf(nodeIds);
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    public boolean isUsedUp() {
        return nodeIds.size() >= maxUses;
    }

    public RegistrationCode usedBy(long nodeId) {
        return new RegistrationCode(
                hash,
                maxUses,
                expiresAt,
                Stream.concat(nodeIds.stream(), Stream.of(nodeId)).toList());
    }
}
