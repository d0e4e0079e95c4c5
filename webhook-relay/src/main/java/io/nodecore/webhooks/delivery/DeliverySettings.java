package io.nodecore.webhooks.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How events are delivered, the same for all webhooks.
 *
 * @param timeout from the start of an attempt to the end of its answer, 1 minute at most
 * @param inFlight simultaneous requests to one webhook; each partition has at most one
 * @param uncommitted maximum number of events of a partition that are delivered before their position is committed; after a kill, up to
 *     this many events are delivered again
 * @param firstWait wait before the second attempt; doubles with each further attempt
 * @param longestWait maximum wait between two attempts, unless the receiver asks for more
 * @param sessionTimeout after this time without a heartbeat, the partitions of a process are assigned to others
 * @param stuckAfter the service is not ready if Kafka does not answer for this time
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
        // A partition that moves to another process waits for its request in flight, and the group waits for the
        // partition.
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

    /**
     * Doubles up to the maximum; each wait is a random part, at least half, of that value, so that partitions do not retry at the same
     * moment.
     */
    ExponentialBackOff backOff() {
        long firstMs = firstWait.toMillis();
        var backOff = new ExponentialBackOff(Math.max(1, firstMs * 3 / 4), 2);
        backOff.setJitter(firstMs / 4);
        backOff.setMaxInterval(longestWait.toMillis());
        return backOff;
    }
}
