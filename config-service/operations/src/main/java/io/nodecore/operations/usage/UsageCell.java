package io.nodecore.operations.usage;

import java.math.BigDecimal;
import java.util.Comparator;

/**
 * The smallest amount of a node's usage that is corrected: the part of a usage minute that arrived in one minute. All times are minutes
 * since 1970 in UTC.
 *
 * @param arrivedMinute when the gateway received it; decides the day and the multiplier of its billing
 * @param subscriptionId 0 for none
 */
public record UsageCell(long minute, long arrivedMinute, long userId, long subscriptionId, long nodeProtocolId)
        implements Comparable<UsageCell> {

    private static final Comparator<UsageCell> ORDER = Comparator.comparingLong(UsageCell::minute)
            .thenComparingLong(UsageCell::arrivedMinute)
            .thenComparingLong(UsageCell::userId)
            .thenComparingLong(UsageCell::subscriptionId)
            .thenComparingLong(UsageCell::nodeProtocolId);

    @Override
    public int compareTo(UsageCell other) {
        return ORDER.compare(this, other);
    }

    /** The same bytes, billed by a multiplier; bytes without a subscription are not billed. */
    public UsageAmount billed(UsageAmount bytes, BigDecimal multiplier) {
        return new UsageAmount(
                bytes.bytesUp(),
                bytes.bytesDown(),
                subscriptionId == 0
                        ? BigDecimal.ZERO
                        : new BigDecimal(bytes.bytesUp().add(bytes.bytesDown())).multiply(multiplier));
    }
}
