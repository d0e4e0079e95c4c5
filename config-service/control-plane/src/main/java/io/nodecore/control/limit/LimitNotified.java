package io.nodecore.control.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What usage-aggregator tells of the limit of a subscription, in one setting of limit and reset period, and in one period. */
sealed interface LimitNotified permits LimitReached, LimitLifted {

    long subscriptionId();

    /** Which setting of limit and reset period that is about. */
    long quotaEpoch();

    /** Null where the traffic is never reset. */
    @Nullable
    Instant periodStart();
}
