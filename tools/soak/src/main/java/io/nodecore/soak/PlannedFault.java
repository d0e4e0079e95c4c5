package io.nodecore.soak;

import java.time.Duration;
import java.util.Locale;

/**
 * A fault, its target and its time.
 *
 * @param at time since the start of the soak
 * @param target the name of a process, or of a topic for poison
 * @param lasts how long the target is down or paused
 */
record PlannedFault(Duration at, Fault fault, String target, Duration lasts) {

    /** One line, such as {@code 1:05.2  kill -9        usage-aggregator-2     for 2.3 s}. */
    String line() {
        String away = lasts.isZero() ? "" : String.format(Locale.ROOT, "for %.1f s", lasts.toMillis() / 1000.0);
        return String.format(Locale.ROOT, "%7s  %-14s %-20s %s", clock(at), fault.words(), target, away)
                .stripTrailing();
    }

    static String clock(Duration time) {
        return String.format(
                Locale.ROOT, "%d:%02d.%d", time.toMinutes(), time.toSecondsPart(), time.toMillisPart() / 100);
    }
}
