package io.nodecore.control.fact;

/** A decision about one subscription. The latest state is in {@code control.subscriptions}. */
public sealed interface SubscriptionFact extends ControlFact {

    long subscriptionId();

    record Created(Subscription subscription) implements SubscriptionFact {
        @Override
        public long subscriptionId() {
            return subscription.id();
        }
    }

    record Changed(Subscription subscription) implements SubscriptionFact {
        @Override
        public long subscriptionId() {
            return subscription.id();
        }
    }

    /** A tick found that its expiry has passed; the state is the one afterwards. */
    record Expired(Subscription subscription) implements SubscriptionFact {
        @Override
        public long subscriptionId() {
            return subscription.id();
        }
    }

    /** Its limit was reached; the state is the one afterwards. */
    record LimitReached(Subscription subscription) implements SubscriptionFact {
        @Override
        public long subscriptionId() {
            return subscription.id();
        }
    }

    /**
     * A tick found that its quota period has ended; the state is the one in the new period.
     *
     * @param resumed whether it was limited until now
     * @param ended the period that has ended
     */
    record Reset(Subscription subscription, boolean resumed, EndedPeriod ended) implements SubscriptionFact {
        @Override
        public long subscriptionId() {
            return subscription.id();
        }
    }

    record Deleted(long subscriptionId) implements SubscriptionFact {}
}
