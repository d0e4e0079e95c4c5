package io.nodecore.control.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of usage-aggregator: a subscription has used up its limit.
 *
 * @param quotaEpoch the epoch of limit and reset period to which the event belongs
 * @param periodStart null if the traffic is never reset
 */
record LimitReached(
        long subscriptionId, long quotaEpoch, @Nullable Instant periodStart) implements LimitNotified {}
