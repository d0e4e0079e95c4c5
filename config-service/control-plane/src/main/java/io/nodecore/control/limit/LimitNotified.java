package io.nodecore.control.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event of usage-aggregator about a subscription's limit, in one quota epoch and one period. */
sealed interface LimitNotified permits LimitReached, LimitLifted {

    long subscriptionId();

    /** The epoch of limit and reset period to which the event belongs. */
    long quotaEpoch();

    /** Null if the traffic is never reset. */
    @Nullable
    Instant periodStart();
}
