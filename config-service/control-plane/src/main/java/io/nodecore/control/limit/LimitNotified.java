package io.nodecore.control.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event of usage-aggregator about a subscription's limit, for one setting of limit and reset period, and for one period. */
sealed interface LimitNotified permits LimitReached, LimitLifted {

    long subscriptionId();

    /** The setting of limit and reset period that it is about. */
    long quotaEpoch();

    /** Null if the traffic is never reset. */
    @Nullable
    Instant periodStart();
}
