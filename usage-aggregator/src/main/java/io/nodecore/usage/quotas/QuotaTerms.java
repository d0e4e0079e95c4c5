package io.nodecore.usage.quotas;

import org.jspecify.annotations.Nullable;

/**
 * The quota of a subscription, as decided by config-service.
 *
 * @param quotaEpoch how often limit and reset period were set, 1 or more
 * @param sinceMs when they were set last, Unix milliseconds
 * @param trafficLimitBytes null for unlimited
 * @param resetPeriod none, day, week, month
 */
record QuotaTerms(
        long subscriptionId,
        long userId,
        long quotaEpoch,
        long sinceMs,
        @Nullable Long trafficLimitBytes,
        String resetPeriod) {}
