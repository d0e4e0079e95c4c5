package io.nodecore.queries.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One node. A figure that is not known now is null: the node did not report it, its last report is too old, or presence is unavailable.
 *
 * @param status pending, online, offline, error
 * @param syncStatus pending, synced, failed
 * @param currentRevision the revision that the node confirmed last, 0 if none
 * @param latestRevision the revision that was published last, 0 if none
 * @param behindSince when the first revision after the confirmed one was published; null if there is none
 * @param ramUsed bytes, as ramTotal, diskUsed and diskTotal
 * @param netRxPerSec bytes per second, as netTxPerSec
 * @param usersOnline distinct users in the node's report of the last 20 s
 * @param lastError the newest error, also if a confirmation has cleared it since
 */
public record FleetRow(
        long id,
        String name,
        String region,
        String status,
        String syncStatus,
        long currentRevision,
        long latestRevision,
        @Nullable Instant behindSince,
        @Nullable Double cpuPercent,
        @Nullable Long ramUsed,
        @Nullable Long ramTotal,
        @Nullable Long diskUsed,
        @Nullable Long diskTotal,
        @Nullable Double netRxPerSec,
        @Nullable Double netTxPerSec,
        @Nullable Boolean xrayRunning,
        @Nullable Integer usersOnline,
        @Nullable Instant lastSeenAt,
        @Nullable FleetError lastError) {

    /** An error that a node reported. */
    public record FleetError(String message, @Nullable String code, Instant occurredAt) {}
}
