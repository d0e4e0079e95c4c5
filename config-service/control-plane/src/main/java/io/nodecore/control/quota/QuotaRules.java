package io.nodecore.control.quota;

import io.nodecore.control.fact.Quota;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.Subscription.ResetPeriod;
import io.nodecore.schemas.QuotaPeriod;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The quota of a subscription: its periods, and whether its limit is reached. */
public final class QuotaRules {

    private QuotaRules() {}

    public static Quota first(ResetPeriod resetPeriod, Instant now) {
        return new Quota(1, now, null, resetsAt(resetPeriod, now));
    }

    /** The quota after a change of the terms; unchanged if limit and reset period stay the same. */
    public static Quota changed(Subscription before, Subscription after, Instant now) {
        if (isSame(before, after)) {
            return before.quota();
        }
        // If the limit was reached, a lower one is reached too. For a higher one, usage-aggregator decides.
        boolean stays = before.resetPeriod() == after.resetPeriod()
                && before.trafficLimitBytes() != null
                && after.trafficLimitBytes() != null
                && after.trafficLimitBytes() <= before.trafficLimitBytes();
        return new Quota(
                before.quota().epoch() + 1,
                now,
                stays ? before.quota().reachedFor() : null,
                resetsAt(after.resetPeriod(), now));
    }

    public static boolean isSame(Subscription before, Subscription after) {
        return Objects.equals(before.trafficLimitBytes(), after.trafficLimitBytes())
                && before.resetPeriod() == after.resetPeriod();
    }

    /** Clocks differ: a limit may be reached shortly before its period starts here. */
    public static boolean isReached(Subscription subscription, Instant now) {
        Instant reachedFor = subscription.quota().reachedFor();
        return reachedFor != null && !reachedFor.isBefore(currentStart(subscription.resetPeriod(), now));
    }

    /** The start of the current period, {@link Quota#ALWAYS} if the traffic is never reset. */
    public static Instant currentStart(ResetPeriod resetPeriod, Instant now) {
        QuotaPeriod period = QuotaPeriod.of(resetPeriod.word(), now);
        return period == null ? Quota.ALWAYS : period.startsAt();
    }

    /** The end of the current period, null if the traffic is never reset. */
    public static @Nullable Instant resetsAt(ResetPeriod resetPeriod, Instant now) {
        QuotaPeriod period = QuotaPeriod.of(resetPeriod.word(), now);
        return period == null ? null : period.endsAt();
    }
}
