package io.nodecore.control.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What usage-aggregator tells: a subscription has used up its limit.
 *
 * @param quotaEpoch which setting of limit and reset period that is about
 * @param periodStart null where the traffic is never reset
 */
record LimitReached(
        long subscriptionId, long quotaEpoch, @Nullable Instant periodStart) implements LimitNotified {}
