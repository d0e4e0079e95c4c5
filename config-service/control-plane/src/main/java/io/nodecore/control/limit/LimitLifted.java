package io.nodecore.control.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What usage-aggregator tells: a correction of usage brought a subscription below its limit again.
 *
 * @param quotaEpoch which setting of limit and reset period that is about
 * @param periodStart null where the traffic is never reset
 */
record LimitLifted(
        long subscriptionId, long quotaEpoch, @Nullable Instant periodStart) implements LimitNotified {}
