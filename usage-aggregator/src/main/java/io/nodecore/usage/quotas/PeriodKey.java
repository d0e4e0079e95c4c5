package io.nodecore.usage.quotas;

import io.nodecore.schemas.QuotaPeriod;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One quota period of a subscription.
 *
 * @param period null for the one period of a subscription that is never reset
 */
record PeriodKey(long subscriptionId, @Nullable QuotaPeriod period) {

    static PeriodKey of(Terms terms, LocalDate day) {
        return new PeriodKey(terms.subscriptionId(), QuotaPeriod.of(terms.resetPeriod(), day));
    }
}
