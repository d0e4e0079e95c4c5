package io.nodecore.presence.nodestats;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.SystemStats;
import io.nodecore.schemas.facts.XrayStats;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code node:{nodeId}:stats}, as readers see it.
 *
 * @param receivedAt ISO-8601
 * @param system null where the node did not say
 * @param xray null where the node did not say
 * @param mtproto tag to status, as the node gave it; null where it gave none or no readable JSON
 */
record Snapshot(
        long nodeId,
        String receivedAt,
        @Nullable System system,
        @Nullable Xray xray,
        @Nullable Map<String, Object> mtproto) {

    /** RAM and disk in bytes, network in bytes per second and bytes since boot; a figure that is no number is null. */
    record System(
            long uptimeSeconds,
            @Nullable Double cpuPercent,
            int cpuCores,
            long ramUsed,
            long ramTotal,
            long diskUsed,
            long diskTotal,
            @Nullable Double netRxPerSec,
            @Nullable Double netTxPerSec,
            long netRxTotal,
            long netTxTotal) {

        static System of(SystemStats stats) {
            return new System(
                    stats.getUptimeSeconds(),
                    finite(stats.getCpuPercent()),
                    stats.getCpuCores(),
                    stats.getRamUsed(),
                    stats.getRamTotal(),
                    stats.getDiskUsed(),
                    stats.getDiskTotal(),
                    finite(stats.getNetRxPerSec()),
                    finite(stats.getNetTxPerSec()),
                    stats.getNetRxTotal(),
                    stats.getNetTxTotal());
        }
    }

    record Xray(
            boolean running,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long uptimeSeconds) {

        static Xray of(XrayStats stats) {
            return new Xray(stats.getRunning(), stats.hasUptimeSeconds() ? stats.getUptimeSeconds() : null);
        }
    }

    static Snapshot of(long nodeId, long receivedAtMs, NodeStatsReported stats, @Nullable Map<String, Object> mtproto) {
        return new Snapshot(
                nodeId,
                Instant.ofEpochMilli(receivedAtMs).toString(),
                stats.hasSystem() ? System.of(stats.getSystem()) : null,
                stats.hasXray() ? Xray.of(stats.getXray()) : null,
                mtproto);
    }

    /** JSON knows no NaN and no infinity. */
    static @Nullable Double finite(double figure) {
        return Double.isFinite(figure) ? figure : null;
    }
}
