package io.nodecore.queries.presence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One point of a node's charts, of the same shape for every step. A point of 2 s is the last report in it: its least, mean and most
 * are the same.
 *
 * @param time its beginning
 * @param reports of which it is made
 * @param cpuPercent null, as every figure, where no report had it
 * @param ramUsed bytes
 * @param diskUsed bytes
 * @param netRxPerSec bytes per second
 * @param netTxPerSec bytes per second
 * @param xrayRunning share of the reports with Xray running, 0 to 1
 */
record StatsPoint(
        Instant time,
        long reports,
        @Nullable Spread cpuPercent,
        @Nullable Spread ramUsed,
        @Nullable Spread diskUsed,
        @Nullable Spread netRxPerSec,
        @Nullable Spread netTxPerSec,
        double xrayRunning) {

    /** The smallest, the mean and the greatest of a figure. */
    record Spread(double min, double mean, double max) {}
}
