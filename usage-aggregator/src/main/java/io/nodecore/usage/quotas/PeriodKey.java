package io.nodecore.usage.quotas;

import io.nodecore.schemas.QuotaPeriod;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One period of one quota of a subscription.
 *
 * @param quotaEpoch of its {@link QuotaTerms}
 * @param period null for the one period of a subscription that is never reset
 */
record PeriodKey(
        long subscriptionId, long quotaEpoch, @Nullable QuotaPeriod period) {

    private static final String ALL_DAYS = "infinity";

    static PeriodKey of(QuotaTerms terms, LocalDate day) {
        return new PeriodKey(terms.subscriptionId(), terms.quotaEpoch(), QuotaPeriod.of(terms.resetPeriod(), day));
    }

    /** In SQL, a date. */
    String firstDay() {
        return period == null ? ALL_DAYS : period.firstDay().toString();
    }

    /** In SQL, a date; the first day after the period. */
    String endDay() {
        return period == null ? ALL_DAYS : period.endDay().toString();
    }
}
