package io.nodecore.queries.presence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One point of a node's charts, with the same members for every step. A point of 2 s is the last report in it: its minimum, mean and
 * maximum are equal.
 *
 * @param time the start of the point
 * @param reports number of reports in the point
 * @param cpuPercent null, like every figure, if no report had it
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
