package io.nodecore.control.node;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A node as admins see it.
 *
 * @param status pending, online, offline, error
 * @param syncStatus pending, synced, failed
 * @param currentRevision the revision that the node confirmed last, 0 if none
 * @param latestRevision the revision that was published last, 0 if none
 * @param multiplier how much a byte counts against limits, if its node protocol has none of its own
 */
record NodeResource(
        long id,
        String name,
        String ip,
        int port,
        String region,
        @Nullable String domain,
        String status,
        String syncStatus,
        @Nullable Instant lastSeenAt,
        long currentRevision,
        long latestRevision,
        @Nullable NodeErrorResource lastError,
        BigDecimal multiplier) {

    /**
     * An error that a node reported.
     *
     * @param revision the latest revision when the error happened, 0 if none
     */
    record NodeErrorResource(
            String id,
            String message,
            @Nullable String code,
            @Nullable JsonNode details,
            long revision,
            Instant occurredAt) {}
}
