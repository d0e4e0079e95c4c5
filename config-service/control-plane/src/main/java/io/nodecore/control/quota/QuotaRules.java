package io.nodecore.control.quota;

import io.nodecore.control.fact.Quota;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.Subscription.ResetPeriod;
import io.nodecore.control.fact.Subscription.Status;
import io.nodecore.control.subscription.SubscriptionRules;
import io.nodecore.schemas.QuotaPeriod;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a limit cuts a subscription off, and when that ends. */
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

    /**
     * The subscription after its limit was reached; empty where that does not concern it (any more): another limit or reset period was
     * set meanwhile, or the period is over.
     */
    static Optional<Subscription> reached(Subscription subscription, LimitReached told, Instant now) {
        Quota quota = subscription.quota();
        if (told.quotaEpoch() != quota.epoch()) {
            return Optional.empty();
        }
        Instant period = told.periodStart() == null ? Quota.ALWAYS : told.periodStart();
        boolean isKnown = quota.reachedFor() != null && !period.isAfter(quota.reachedFor());
        if (isKnown || period.isBefore(currentStart(subscription.resetPeriod(), now))) {
            return Optional.empty();
        }
        return Optional.of(SubscriptionRules.at(now, subscription.with(quota.reached(period))));
    }

    /**
     * The subscription after a correction of usage brought it below its limit; empty where that is not (or not any more) what limits it.
     * As after a change of the limit, a new epoch begins: usage-aggregator judges it anew, and tells should the limit be reached again.
     */
    static Optional<Subscription> lifted(Subscription subscription, LimitLifted told, Instant now) {
        Quota quota = subscription.quota();
        Instant period = told.periodStart() == null ? Quota.ALWAYS : told.periodStart();
        if (told.quotaEpoch() != quota.epoch() || !period.equals(quota.reachedFor())) {
            return Optional.empty();
        }
        Subscription after = subscription.with(new Quota(quota.epoch() + 1, now, null, quota.resetsAt()));
        return Optional.of(
                after.status() == Status.LIMITED ? SubscriptionRules.at(now, after.with(Status.ACTIVE)) : after);
    }

    /** The subscription in a new period; what was limited by the period before is not any more. */
    static Subscription reset(Subscription subscription, Instant now) {
        Subscription after =
                subscription.with(subscription.quota().resetting(resetsAt(subscription.resetPeriod(), now)));
        return after.status() == Status.LIMITED ? SubscriptionRules.at(now, after.with(Status.ACTIVE)) : after;
    }

    /** Clocks differ: a limit may be reached a moment before its period begins here. */
    public static boolean isReached(Subscription subscription, Instant now) {
        Instant reachedFor = subscription.quota().reachedFor();
        return reachedFor != null && !reachedFor.isBefore(currentStart(subscription.resetPeriod(), now));
    }

    private static Instant currentStart(ResetPeriod resetPeriod, Instant now) {
        QuotaPeriod period = QuotaPeriod.of(resetPeriod.word(), now);
        return period == null ? Quota.ALWAYS : period.startsAt();
    }

    private static @Nullable Instant resetsAt(ResetPeriod resetPeriod, Instant now) {
        QuotaPeriod period = QuotaPeriod.of(resetPeriod.word(), now);
        return period == null ? null : period.endsAt();
    }
}
