package io.nodecore.projection;

import io.nodecore.projection.loop.BackOff;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a projection reads and when it counts as stuck.
 *
 * @param threads consumers in this process, each with partitions of its own; 1 or more
 * @param maxPollRecords facts in one transaction at most
 * @param maxFetchSize bytes of one fetch at most; a single larger fact still comes through
 * @param sessionTimeout after how long without a sign of life the partitions of a process go to another
 * @param transactionIdleTimeout after how long the database ends the transaction of a process that stopped in its middle
 * @param shortestBackOff wait after a first failure of the database or Kafka
 * @param longestBackOff wait after many failures in a row
 * @param stuckAfter how long a position may stand still while facts wait, before readiness turns red
 */
@ConfigurationProperties("nodecore.projection")
public record ProjectionSettings(
        @DefaultValue("1") int threads,
        @DefaultValue("2000") int maxPollRecords,
        @DefaultValue("16MB") DataSize maxFetchSize,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("15s") Duration transactionIdleTimeout,
        @DefaultValue("100ms") Duration shortestBackOff,
        @DefaultValue("10s") Duration longestBackOff,
        @DefaultValue("60s") Duration stuckAfter) {

    public ProjectionSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
        }
        if (maxPollRecords < 1) {
            throw new IllegalArgumentException("max-poll-records must be 1 or more, got " + maxPollRecords);
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
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    BackOff backOff() {
        return new BackOff(shortestBackOff, longestBackOff);
    }
}
