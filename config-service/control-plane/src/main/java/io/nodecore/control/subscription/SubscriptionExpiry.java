package io.nodecore.control.subscription;

import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import java.time.InstantSource;
import java.util.List;

/** The tick that expires overdue subscriptions. */
final class SubscriptionExpiry {

    /** One decision, so that each affected node gets one revision for all of them. */
    private static final int MOST_AT_ONCE = 10_000;

    private final DecisionLog<ControlFact> journal;
    private final SubscriptionTable subscriptions;
    private final InstantSource clock;

    SubscriptionExpiry(DecisionLog<ControlFact> journal, SubscriptionTable subscriptions, InstantSource clock) {
        this.journal = journal;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    void tick() {
        // Most ticks find nothing and take no lock.
        if (subscriptions.overdue(clock.instant(), 1).isEmpty()) {
            return;
        }
        journal.decide("subscriptions expired", now -> {
            List<Subscription> overdue = subscriptions.overdue(now, MOST_AT_ONCE);
            return new Decision<>(
                    overdue.size(),
                    overdue.stream()
                            .<ControlFact>map(
                                    found -> new SubscriptionFact.Expired(found.with(Subscription.Status.EXPIRED)))
                            .toList());
        });
    }
}
