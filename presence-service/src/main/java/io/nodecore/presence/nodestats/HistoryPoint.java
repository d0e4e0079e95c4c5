package io.nodecore.presence.nodestats;

import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.SystemStats;
import org.jspecify.annotations.Nullable;

/**
 * One report in the fine track. Names are short, because a node has about 1 700 points.
 *
 * @param t received at, Unix milliseconds
 * @param cpu percent
 * @param ram bytes used
 * @param disk bytes used
 * @param rx bytes per second
 * @param tx bytes per second
 * @param xray whether Xray was running
 */
record HistoryPoint(
        long t,
        @Nullable Double cpu,
        @Nullable Long ram,
        @Nullable Long disk,
        @Nullable Double rx,
        @Nullable Double tx,
        boolean xray) {

    static HistoryPoint of(long receivedAtMs, NodeStatsReported stats) {
        SystemStats system = stats.getSystem();
        return new HistoryPoint(
                receivedAtMs,
                Snapshot.finite(system.getCpuPercent()),
                Snapshot.known(system.getRamUsed()),
                Snapshot.known(system.getDiskUsed()),
                Snapshot.finite(system.getNetRxPerSec()),
                Snapshot.finite(system.getNetTxPerSec()),
                stats.getXray().getRunning());
    }
}
