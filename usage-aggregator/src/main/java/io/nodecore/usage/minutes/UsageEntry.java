package io.nodecore.usage.minutes;

import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One amount as reported, or by how much a correction changes one.
 *
 * @param minute minutes since 1970 in UTC
 * @param userId 1 or greater
 * @param subscriptionId 0 for none
 * @param nodeProtocolId 1 or greater
 * @param traffic the bytes
 * @param billing what the correction of a reported amount says about its billing; null for the amount itself, which is billed by the
 *     multipliers and the day of its report
 */
record UsageEntry(
        long minute,
        long userId,
        long subscriptionId,
        long nodeProtocolId,
        Traffic traffic,
        @Nullable CorrectedBilling billing) {

    /**
     * @param day when the amount arrived that is corrected
     * @param billedBytes the change
     */
    record CorrectedBilling(LocalDate day, BigDecimal billedBytes) {}

    UsageEntry {
        if (billing == null && (traffic.bytesUp().signum() < 0 || traffic.bytesDown().signum() < 0)) {
            throw new IllegalArgumentException(
                    "bytes must be 0 or more, got " + traffic.bytesUp() + " up, " + traffic.bytesDown() + " down");
        }
    }

    /** An amount as reported. */
    UsageEntry(long minute, long userId, long subscriptionId, long nodeProtocolId, Traffic traffic) {
        this(minute, userId, subscriptionId, nodeProtocolId, traffic, null);
    }
}
