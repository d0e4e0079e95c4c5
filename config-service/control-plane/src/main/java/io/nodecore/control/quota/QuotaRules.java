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

    /** The quota after a change of the terms; nothing of it changes where limit and reset period stay. */
    public static Quota changed(Subscription before, Subscription after, Instant now) {
        if (isSame(before, after)) {
            return before.quota();
        }
        // What was reached is reached under a lower limit too. What a higher one makes of it, the counter of the usage
        // tells.
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

    /** Clocks differ: a limit may be reached a moment before its period begins here. */
    public static boolean isReached(Subscription subscription, Instant now) {
        Instant reachedFor = subscription.quota().reachedFor();
        return reachedFor != null && !reachedFor.isBefore(currentStart(subscription.resetPeriod(), now));
    }

    /** The start of the period that is current, {@link Quota#ALWAYS} if the traffic is never reset. */
    public static Instant currentStart(ResetPeriod resetPeriod, Instant now) {
        QuotaPeriod period = QuotaPeriod.of(resetPeriod.word(), now);
        return period == null ? Quota.ALWAYS : period.startsAt();
    }

    /** The end of the period that is current, null if the traffic is never reset. */
    public static @Nullable Instant resetsAt(ResetPeriod resetPeriod, Instant now) {
        QuotaPeriod period = QuotaPeriod.of(resetPeriod.word(), now);
        return period == null ? null : period.endsAt();
    }
}
