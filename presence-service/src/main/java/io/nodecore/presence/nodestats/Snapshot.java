package io.nodecore.presence.nodestats;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.SystemStats;
import io.nodecore.schemas.facts.XrayStats;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code node:{nodeId}:stats}, in the form that readers get.
 *
 * @param receivedAt ISO-8601
 * @param system null if the node did not report it
 * @param xray null if the node did not report it
 * @param mtproto tag to status, as the node reported it; null if it reported none or no readable JSON
 */
record Snapshot(
        long nodeId,
        String receivedAt,
        @Nullable System system,
        @Nullable Xray xray,
        @Nullable Map<String, Object> mtproto) {

    /** RAM and disk in bytes, network in bytes per second and bytes since boot; a figure that the node did not know is null. */
    record System(
            @Nullable Long uptimeSeconds,
            @Nullable Double cpuPercent,
            @Nullable Integer cpuCores,
            @Nullable Long ramUsed,
            @Nullable Long ramTotal,
            @Nullable Long diskUsed,
            @Nullable Long diskTotal,
            @Nullable Double netRxPerSec,
            @Nullable Double netTxPerSec,
            @Nullable Long netRxTotal,
            @Nullable Long netTxTotal) {

        static System of(SystemStats stats) {
            return new System(
                    known(stats.getUptimeSeconds()),
                    finite(stats.getCpuPercent()),
                    stats.getCpuCores() < 0 ? null : stats.getCpuCores(),
                    known(stats.getRamUsed()),
                    known(stats.getRamTotal()),
                    known(stats.getDiskUsed()),
                    known(stats.getDiskTotal()),
                    finite(stats.getNetRxPerSec()),
                    finite(stats.getNetTxPerSec()),
                    known(stats.getNetRxTotal()),
                    known(stats.getNetTxTotal()));
        }
    }

    record Xray(
            boolean running,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long uptimeSeconds) {

        static Xray of(XrayStats stats) {
            return new Xray(stats.getRunning(), stats.hasUptimeSeconds() ? known(stats.getUptimeSeconds()) : null);
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

    /** A figure below 0 or without a number is unknown: the gateway writes it so. */
    static @Nullable Double finite(double figure) {
        return Double.isFinite(figure) && figure >= 0 ? figure : null;
    }

    /** A figure below 0 is unknown. */
    static @Nullable Long known(long figure) {
        return figure < 0 ? null : figure;
    }
}
