package io.nodecore.usage.minutes;

import java.util.Comparator;

/**
 * The key of a usage minute, hour or day; ordered, so that all transactions lock rows in one order.
 *
 * @param time minutes, hours or days since 1970 in UTC
 */
record UsageKey(long time, long nodeId, long userId, long subscriptionId, long nodeProtocolId)
        implements Comparable<UsageKey> {

    private static final Comparator<UsageKey> ORDER = Comparator.comparingLong(UsageKey::time)
            .thenComparingLong(UsageKey::nodeId)
            .thenComparingLong(UsageKey::userId)
            .thenComparingLong(UsageKey::subscriptionId)
            .thenComparingLong(UsageKey::nodeProtocolId);

    /** The minute of an entry. */
    static UsageKey of(long nodeId, UsageEntry entry) {
        return new UsageKey(entry.minute(), nodeId, entry.userId(), entry.subscriptionId(), entry.nodeProtocolId());
    }

    /** The key of the hour or day in which this minute lies. */
    UsageKey inUnitOf(int minutes) {
        return new UsageKey(Math.floorDiv(time, minutes), nodeId, userId, subscriptionId, nodeProtocolId);
    }

    @Override
    public int compareTo(UsageKey other) {
        return ORDER.compare(this, other);
    }
}
