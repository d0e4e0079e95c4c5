package io.nodecore.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.unit.DataSize;

/**
 * How a projection reads and when it counts as stuck.
 *
 * @param threads consumers in this process, each with partitions of its own; 1 or more
 * @param maxPollRecords facts in one transaction at most
 * @param maxFetchSize compressed bytes of one fetch at most; a single larger fact still comes through
 * @param maxPollSize decompressed bytes in one transaction at most; a single larger fact still comes through
 * @param sessionTimeout how long a process may send no heartbeat before its partitions go to others
 * @param transactionIdleTimeout after which the database ends the transaction of a process that is paused or gone
 * @param shortestBackOff wait after a first failure of the database or Kafka
 * @param longestBackOff wait after many failures in a row
 * @param stuckAfter how long Kafka may be silent, or a position may stay while facts wait, before readiness turns red
 */
@ConfigurationProperties("nodecore.projection")
public record ProjectionSettings(
        @DefaultValue("1") int threads,
        @DefaultValue("2000") int maxPollRecords,
        @DefaultValue("16MB") DataSize maxFetchSize,
        @DefaultValue("8MB") DataSize maxPollSize,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("15s") Duration transactionIdleTimeout,
        @DefaultValue("100ms") Duration shortestBackOff,
        @DefaultValue("10s") Duration longestBackOff,
        @DefaultValue("45s") Duration stuckAfter) {

    public ProjectionSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
        }
        if (maxPollRecords < 1) {
            throw new IllegalArgumentException("max-poll-records must be 1 or more, got " + maxPollRecords);
        }
        if (maxPollSize.toBytes() < 1) {
            throw new IllegalArgumentException("max-poll-size must be 1 byte or more, got " + maxPollSize);
        }
        if (shortestBackOff.isNegative() || shortestBackOff.isZero() || longestBackOff.compareTo(shortestBackOff) < 0) {
            throw new IllegalArgumentException(
                    "back-off must be positive and not shrink, got " + shortestBackOff + " to " + longestBackOff);
        }
    }

    public static ProjectionSettings defaults() {
        return new ProjectionSettings(
                1,
                2_000,
                DataSize.ofMegabytes(16),
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(45));
    }

    /** Doubles with each failure in a row, with a jitter of half the interval. */
    ExponentialBackOff backOff() {
        var backOff = new ExponentialBackOff(shortestBackOff.toMillis(), 2);
        backOff.setMaxInterval(longestBackOff.toMillis());
        backOff.setJitter(shortestBackOff.toMillis() / 2);
        return backOff;
    }
}
