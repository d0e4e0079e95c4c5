package io.nodecore.control.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a subscription's limit. Its usage is counted by usage-aggregator.
 *
 * @param epoch how often limit and reset period were set, 1 or more; an event about an earlier epoch is ignored
 * @param since when they were set last
 * @param reachedFor the start of the latest period in which the limit was reached, {@link #ALWAYS} if the traffic is never reset;
 *     null while it was not reached
 * @param resetsAt the end of the period that was current at the last decision, null if the traffic is never reset
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
