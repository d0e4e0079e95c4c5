package io.nodecore.usage.minutes;

import java.util.Comparator;

/** The key of a usage minute; ordered, so that all transactions lock rows in one order. */
record UsageKey(long minute, long nodeId, long userId, long subscriptionId, long nodeProtocolId)
        implements Comparable<UsageKey> {

    private static final Comparator<UsageKey> ORDER = Comparator.comparingLong(UsageKey::minute)
            .thenComparingLong(UsageKey::nodeId)
            .thenComparingLong(UsageKey::userId)
            .thenComparingLong(UsageKey::subscriptionId)
            .thenComparingLong(UsageKey::nodeProtocolId);

    static UsageKey of(long nodeId, UsageEntry entry) {
        return new UsageKey(entry.minute(), nodeId, entry.userId(), entry.subscriptionId(), entry.nodeProtocolId());
    }

    @Override
    public int compareTo(UsageKey other) {
        return ORDER.compare(this, other);
    }
}
