package io.nodecore.simulator.agent;

import io.nodecore.proto.SystemStats;
import io.nodecore.proto.XrayStats;
import io.nodecore.simulator.traffic.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** A machine's load, drawn from a seed: it wanders, and its network carries what its users caused. Safe for use by several threads. */
final class NodeStats {

    private static final long GIB = 1L << 30;

    private final RandomGenerator random;
    private final Instant booted;
    private final int cores;

    private double cpuPercent = 10;
    private long ramUsed = GIB;
    private Bytes total = Bytes.NONE;
    private Bytes sinceLastLook = Bytes.NONE;
    private Instant lastLook;

    NodeStats(RandomGenerator random, Instant booted) {
        this.random = random;
        this.booted = booted;
        this.lastLook = booted;
        this.cores = 1 << random.nextInt(1, 4);
    }

    synchronized void carried(Bytes bytes) {
        total = total.plus(bytes);
        sinceLastLook = sinceLastLook.plus(bytes);
    }

    /** The load since the look before. */
    synchronized SystemStats system(Instant now) {
        double seconds = Math.max(0.001, Duration.between(lastLook, now).toMillis() / 1000.0);
        cpuPercent = Math.clamp(cpuPercent + random.nextDouble(-5, 5), 1, 100);
        ramUsed = Math.clamp(ramUsed + random.nextLong(-GIB / 16, GIB / 16), GIB / 2, 2 * GIB);
        SystemStats stats = SystemStats.newBuilder()
                .setUptimeSeconds(Duration.between(booted, now).toSeconds())
                .setCpuPercent(cpuPercent)
                .setCpuCores(cores)
                .setRamUsed(ramUsed)
                .setRamTotal(4 * GIB)
                .setDiskUsed(12 * GIB)
                .setDiskTotal(40 * GIB)
                // What users receive, the node sends; what it sends, it has received from elsewhere.
                .setNetRxPerSec(sinceLastLook.down() / seconds)
                .setNetTxPerSec((sinceLastLook.up() + sinceLastLook.down()) / seconds)
                .setNetRxTotal(total.down())
                .setNetTxTotal(total.up() + total.down())
                .build();
        sinceLastLook = Bytes.NONE;
        lastLook = now;
        return stats;
    }

    XrayStats xray(Instant now) {
        return XrayStats.newBuilder()
                .setRunning(true)
                .setUptimeSeconds(Duration.between(booted, now).toSeconds())
                .build();
    }
}
