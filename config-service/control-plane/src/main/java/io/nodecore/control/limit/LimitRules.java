package io.nodecore.control.limit;

import io.nodecore.control.fact.Quota;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.Subscription.Status;
import io.nodecore.control.quota.QuotaRules;
import io.nodecore.control.subscription.SubscriptionRules;
import java.time.Instant;
import java.util.Optional;

/** When a reached limit changes a subscription to limited, and when that ends. */
final class LimitRules {

    private LimitRules() {}

    /**
     * The subscription after its limit was reached; empty if the event is outdated: another limit or reset period was set meanwhile, or the
     * period has ended.
     */
    static Optional<Subscription> reached(Subscription subscription, LimitReached event, Instant now) {
        Quota quota = subscription.quota();
        if (event.quotaEpoch() != quota.epoch()) {
            return Optional.empty();
        }
        Instant period = event.periodStart() == null ? Quota.ALWAYS : event.periodStart();
        boolean isKnown = quota.reachedFor() != null && !period.isAfter(quota.reachedFor());
        if (isKnown || period.isBefore(QuotaRules.currentStart(subscription.resetPeriod(), now))) {
            return Optional.empty();
        }
        return Optional.of(SubscriptionRules.at(now, subscription.with(quota.reached(period))));
    }

    /**
     * The subscription after a correction of usage brought it below its limit; empty if it is not, or no longer, limited by that limit. As
     * after a change of the limit, a new epoch starts: usage-aggregator evaluates it again, and reports if the limit is reached again.
     */
    static Optional<Subscription> lifted(Subscription subscription, LimitLifted event, Instant now) {
        Quota quota = subscription.quota();
        Instant period = event.periodStart() == null ? Quota.ALWAYS : event.periodStart();
        if (event.quotaEpoch() != quota.epoch() || !period.equals(quota.reachedFor())) {
            return Optional.empty();
        }
        Subscription after = subscription.with(new Quota(quota.epoch() + 1, now, null, quota.resetsAt()));
        return Optional.of(
                after.status() == Status.LIMITED ? SubscriptionRules.at(now, after.with(Status.ACTIVE)) : after);
    }

    /** The subscription in a new period; a limit that was reached in the previous period no longer counts. */
    static Subscription reset(Subscription subscription, Instant now) {
        Subscription after =
                subscription.with(subscription.quota().resetting(QuotaRules.resetsAt(subscription.resetPeriod(), now)));
        return after.status() == Status.LIMITED ? SubscriptionRules.at(now, after.with(Status.ACTIVE)) : after;
    }
}
