package io.nodecore.presence.nodestats;

import org.jspecify.annotations.Nullable;

/**
 * One minute in the minutes' track. Each figure is {@code [min, mean, max]}, or null if no report had it; the units are those of
 * {@link HistoryPoint}.
 *
 * @param t start of the minute, Unix milliseconds
 * @param n number of reports in the minute; of two points of the same minute, the one with more reports is kept
 * @param xray share of the reports with Xray running, 0 to 1
 */
record MinutePoint(
        long t,
        int n,
        double @Nullable [] cpu,
        double @Nullable [] ram,
        double @Nullable [] disk,
        double @Nullable [] rx,
        double @Nullable [] tx,
        double xray) {}
