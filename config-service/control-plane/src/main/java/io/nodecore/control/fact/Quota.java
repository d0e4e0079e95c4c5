package io.nodecore.control.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscription stands with its limit. What it has used is counted by usage-aggregator.
 *
 * @param epoch how often limit and reset period were set, 1 or more; what is told of an earlier one does not concern this one
 * @param since when they were set last
 * @param reachedFor the start of the latest period in which the limit was reached, {@link #ALWAYS} where the traffic is never reset;
 *     null while it was not reached
 * @param resetsAt the end of the period that was current at the last decision, null where the traffic is never reset
 */
public record Quota(
        long epoch,
        Instant since,
        @Nullable Instant reachedFor,
        @Nullable Instant resetsAt) {

    /** The start of the one period of a subscription that is never reset. */
    public static final Instant ALWAYS = Instant.EPOCH;

    public Quota reached(Instant periodStart) {
        return new Quota(epoch, since, periodStart, resetsAt);
    }

    public Quota resetting(@Nullable Instant at) {
        return new Quota(epoch, since, reachedFor, at);
    }
}
