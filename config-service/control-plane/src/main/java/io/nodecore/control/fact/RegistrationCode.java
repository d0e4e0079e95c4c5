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

    private static final int ID_DIGITS = 13;

    public RegistrationCode {
        nodeIds = List.copyOf(nodeIds);
    }

    /** For admins: a number that follows from the hash, so that it is the same after a rebuild. 52 bits, exact in JSON. */
    public long id() {
        return Long.parseLong(hash.hex().substring(0, ID_DIGITS), 16);
    }

    /** The beginning of the hashes of codes with this id. */
    public static String hashPrefix(long id) {
        return "%013x".formatted(id);
    }

    public RegistrationCode endingAt(Instant end) {
        return new RegistrationCode(hash, maxUses, end, nodeIds);
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
