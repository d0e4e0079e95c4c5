package io.nodecore.control.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of usage-aggregator: a subscription has used up its limit.
 *
 * @param quotaEpoch which setting of limit and reset period that is about
 * @param periodStart null if the traffic is never reset
 */
record LimitReached(
        long subscriptionId, long quotaEpoch, @Nullable Instant periodStart) implements LimitNotified {}
