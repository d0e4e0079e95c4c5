package io.nodecore.control.node.key;

import io.nodecore.admin.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid auth key of a node.
 *
 * @param announced whether gateways know it without asking
 * @param validUntil when it is revoked, or null for never; set where it was rotated with a grace period
 */
public record NodeKey(
        Sha256 hash,
        long nodeId,
        boolean announced,
        @Nullable Instant validUntil) {}
