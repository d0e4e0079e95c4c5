package io.nodecore.control.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of usage-aggregator: a correction of usage brought a subscription below its limit again.
 *
 * @param quotaEpoch the epoch of limit and reset period to which the event belongs
 * @param periodStart null if the traffic is never reset
 */
record LimitLifted(
        long subscriptionId, long quotaEpoch, @Nullable Instant periodStart) implements LimitNotified {}
