package io.nodecore.usage.minutes;

import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One reported amount, or the change of one by a correction.
 *
 * @param minute minutes since 1970 in UTC
 * @param userId 1 or greater
 * @param subscriptionId 0 for none
 * @param nodeProtocolId 1 or greater
 * @param traffic the bytes
 * @param billing the billing that a correction gives for the reported amount that it changes; null for a reported amount, which is billed
 *     by the multipliers and the day of its report
 */
record UsageEntry(
        long minute,
        long userId,
        long subscriptionId,
        long nodeProtocolId,
        Traffic traffic,
        @Nullable CorrectedBilling billing) {

    /**
     * @param day the day on which the corrected amount arrived
     * @param billedBytes the change
     */
    record CorrectedBilling(LocalDate day, BigDecimal billedBytes) {}

    UsageEntry {
        if (billing == null
                && (traffic.bytesUp().signum() < 0 || traffic.bytesDown().signum() < 0)) {
            throw new IllegalArgumentException(
                    "bytes must be 0 or more, got " + traffic.bytesUp() + " up, " + traffic.bytesDown() + " down");
        }
    }

    /** A reported amount. */
    UsageEntry(long minute, long userId, long subscriptionId, long nodeProtocolId, Traffic traffic) {
        this(minute, userId, subscriptionId, nodeProtocolId, traffic, null);
    }
}
