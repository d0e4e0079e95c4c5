package io.nodecore.schemas;

import java.time.Duration;
import java.time.Instant;

/**
 * When a report is a repeat of an earlier one: it has the same report id and the same node, and was received at most {@link #WINDOW}
 * after the first one. Everybody who counts reports decides by this rule, from the times in the facts alone.
 */
public final class ReportRepeats {

    /** From the reception of the first report to that of its last repeat, both ends included. */
    public static final Duration WINDOW = Duration.ofDays(7);

    /** How much longer than the window report ids are kept, because the clocks of gateways may differ. */
    public static final Duration GRACE = Duration.ofDays(1);

    private ReportRepeats() {}

    /** @param firstReceivedAtMs when the first report with this id was received, Unix milliseconds */
    public static boolean isRepeat(long firstReceivedAtMs, long receivedAtMs) {
        return receivedAtMs - firstReceivedAtMs <= WINDOW.toMillis();
    }

    /** The earliest reception of a first report of which a report received at this time is a repeat. */
    public static Instant firstAtEarliest(Instant receivedAt) {
        return receivedAt.minus(WINDOW);
    }
}
