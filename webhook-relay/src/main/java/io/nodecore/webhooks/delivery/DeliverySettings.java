package io.nodecore.webhooks.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How events are delivered, the same for all webhooks.
 *
 * @param timeout from the beginning of an attempt to the end of its answer, 1 minute at most
 * @param inFlight requests to one webhook at the same time; a partition has never more than one
 * @param uncommitted events of a partition that may have been taken before the position behind them is committed: so many of it come
 *     again after a kill
 * @param firstWait before the second attempt; doubled for each further one
 * @param longestWait between two attempts, unless the receiver asks for more
 * @param sessionTimeout how long a process may send no heartbeat before its partitions go to others
 * @param stuckAfter how long Kafka may be silent before readiness turns red
 */
@ConfigurationProperties("nodecore.webhook-delivery")
record DeliverySettings(
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("8") int inFlight,
        @DefaultValue("1") int uncommitted,
        @DefaultValue("1s") Duration firstWait,
        @DefaultValue("5m") Duration longestWait,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("45s") Duration stuckAfter) {

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    DeliverySettings {
        // A partition that goes to another process waits for what is in flight, and the group waits for that.
        if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("nodecore.webhook-delivery.timeout must be positive and at most "
                    + LONGEST_TIMEOUT + ", got " + timeout);
        }
        if (inFlight < 1) {
            throw new IllegalArgumentException(
                    "nodecore.webhook-delivery.in-flight must be 1 or greater, got " + inFlight);
        }
        if (uncommitted < 1) {
            throw new IllegalArgumentException(
                    "nodecore.webhook-delivery.uncommitted must be 1 or greater, got " + uncommitted);
        }
        if (!firstWait.isPositive() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("nodecore.webhook-delivery.first-wait must be positive and at most"
                    + " longest-wait, got " + firstWait + " and " + longestWait);
        }
    }

    /** Doubles up to the longest wait; each wait is between half and all of the doubled one, so that partitions do not retry together. */
    ExponentialBackOff backOff() {
        long firstMs = firstWait.toMillis();
        var backOff = new ExponentialBackOff(Math.max(1, firstMs * 3 / 4), 2);
        backOff.setJitter(firstMs / 4);
        backOff.setMaxInterval(longestWait.toMillis());
        return backOff;
    }
}
