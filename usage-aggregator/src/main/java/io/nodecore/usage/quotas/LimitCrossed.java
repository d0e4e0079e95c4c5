package io.nodecore.usage.quotas;

import io.nodecore.schemas.QuotaPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The use of a subscription has reached a share of its limit that has no event yet, or has fallen below its limit again.
 *
 * @param limitBytes the limit
 * @param period null for a subscription that is never reset
 * @param use the total use of the period so far
 * @param reachedAt when the report that reached the limit was received, or when the limit that was reached was set
 */
record LimitCrossed(
        QuotaTerms terms,
        long limitBytes,
        @Nullable QuotaPeriod period,
        Share share,
        PeriodUse use,
        Instant reachedAt) {

    /** The shares of a limit for which events are published, in ascending order. */
    enum Share {
        WARNING(80),
        LIMIT(100);

        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

        private final int percent;

        Share(int percent) {
            this.percent = percent;
        }

        int percent() {
            return percent;
        }

        /** Exact. A limit of 0 is reached by the first byte, and has no share with a warning. */
        boolean isReached(BigDecimal billedBytes, long limitBytes) {
            return billedBytes.signum() > 0
                    && (limitBytes > 0 || this == LIMIT)
                    && billedBytes
                                    .multiply(HUNDRED)
                                    .compareTo(BigDecimal.valueOf(limitBytes).multiply(BigDecimal.valueOf(percent)))
                            >= 0;
        }
    }
}
