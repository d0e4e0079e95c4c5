package io.nodecore.control.limit;

import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.EndedPeriod;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.Subscription.Status;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.quota.BillingView;
import io.nodecore.control.quota.BillingView.Span;
import io.nodecore.control.quota.BillingView.Use;
import io.nodecore.control.subscription.SubscriptionTable;
import io.nodecore.schemas.QuotaPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tick that starts the next period of subscriptions with a reset period. Limited subscriptions come first. */
final class QuotaReset {

    /** One decision, so that each affected node gets one revision for all of them. */
    private static final int MOST_LIMITED_AT_ONCE = 10_000;
    /** These affect no node: decisions are small, so that other commands can run in between. */
    private static final int MOST_ACTIVE_AT_ONCE = 1_000;

    private final DecisionLog<ControlFact> journal;
    private final SubscriptionTable subscriptions;
    private final BillingView billing;
    private final InstantSource clock;

    QuotaReset(
            DecisionLog<ControlFact> journal,
            SubscriptionTable subscriptions,
            BillingView billing,
            InstantSource clock) {
        this.journal = journal;
        this.subscriptions = subscriptions;
        this.billing = billing;
        this.clock = clock;
    }

    void tick() {
        reset(Status.LIMITED, MOST_LIMITED_AT_ONCE);
        reset(Status.ACTIVE, MOST_ACTIVE_AT_ONCE);
    }

    private void reset(Status status, int atMost) {
        // Most ticks find nothing and take no lock.
        while (!subscriptions.toReset(status, clock.instant(), 1).isEmpty()) {
            int done = journal.decideAsync("quota period began", now -> decide(status, atMost, now));
            if (done == 0) {
                return;
            }
        }
    }

    private Decision<ControlFact, Integer> decide(Status status, int atMost, Instant now) {
        List<Subscription> due = subscriptions.toReset(status, now, atMost);
        Map<Span, Use> used = billing.use(due.stream().map(QuotaReset::ended).toList());
        List<ControlFact> facts = new ArrayList<>();
        for (Subscription subscription : due) {
            Span ended = ended(subscription);
            Use use = used.getOrDefault(ended, Use.NONE);
            Subscription after = LimitRules.reset(subscription, now);
            facts.add(new SubscriptionFact.Reset(
                    after,
                    after.status() != subscription.status(),
                    new EndedPeriod(
                            Objects.requireNonNull(ended.period()).startsAt(),
                            Objects.requireNonNull(
                                            QuotaPeriod.of(after.resetPeriod().word(), now))
                                    .startsAt(),
                            use.bytesUp(),
                            use.bytesDown(),
                            use.billedBytes())));
        }
        return new Decision<>(facts.size(), facts);
    }

    private static Span ended(Subscription subscription) {
        Instant end = Objects.requireNonNull(subscription.quota().resetsAt());
        return new Span(
                subscription.id(), QuotaPeriod.of(subscription.resetPeriod().word(), end.minus(Duration.ofDays(1))));
    }
}
