package io.nodecore.usage.quotas;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;

/**
 * The UTC day on which reports of a subscription's traffic were received; ordered, so that all transactions lock rows in one order.
 *
 * @param subscriptionId 1 or greater
 */
public record BilledDay(long subscriptionId, LocalDate day) implements Comparable<BilledDay> {

    private static final Comparator<BilledDay> ORDER =
            Comparator.comparingLong(BilledDay::subscriptionId).thenComparing(BilledDay::day);

    /** @param receivedAtMs Unix milliseconds */
    public static LocalDate dayOf(long receivedAtMs) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(receivedAtMs), ZoneOffset.UTC);
    }

    @Override
    public int compareTo(BilledDay other) {
        return ORDER.compare(this, other);
    }
}
