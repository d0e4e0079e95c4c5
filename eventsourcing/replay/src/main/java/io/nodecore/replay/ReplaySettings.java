package io.nodecore.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a replay reads and writes.
 *
 * @param threads consumers of one replay, each with partitions of its own; 1 or more
 * @param maxPollRecords facts in one transaction at most
 * @param maxFetchSize compressed bytes of one fetch at most; a single larger fact still comes through
 * @param maxPollSize decompressed bytes in one transaction at most; a single larger fact still comes through
 * @param closeEnough with how many facts missing the last step is made, for which live projection waits
 * @param lockTimeout how long readers may have to wait for an exchange that waits itself, before it steps back and tries again. Less
 *     than a second, after which Postgres looks for deadlocks and may end a reader
 * @param retry wait after the database or Kafka failed
 * @param forgetAfter an order that is older than this and was never begun is not begun any more: after a loss of the database, the
 *     orders of the past are read again
 */
@ConfigurationProperties("nodecore.replay")
public record ReplaySettings(
        @DefaultValue("2") int threads,
        @DefaultValue("4000") int maxPollRecords,
        @DefaultValue("8MB") DataSize maxFetchSize,
        @DefaultValue("8MB") DataSize maxPollSize,
        @DefaultValue("2000") int closeEnough,
        @DefaultValue("500ms") Duration lockTimeout,
        @DefaultValue("1s") Duration retry,
        @DefaultValue("1h") Duration forgetAfter) {

    public ReplaySettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
        }
        if (maxPollRecords < 1) {
            throw new IllegalArgumentException("max-poll-records must be 1 or more, got " + maxPollRecords);
        }
        if (maxPollSize.toBytes() < 1) {
            throw new IllegalArgumentException("max-poll-size must be 1 byte or more, got " + maxPollSize);
        }
        if (!lockTimeout.isPositive() || lockTimeout.compareTo(Duration.ofSeconds(1)) >= 0) {
            throw new IllegalArgumentException("lock-timeout must be above 0 and below 1s, got " + lockTimeout);
        }
    }

    public static ReplaySettings defaults() {
        return new ReplaySettings(
                2,
                4_000,
                DataSize.ofMegabytes(8),
                DataSize.ofMegabytes(8),
                2_000,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofHours(1));
    }
}
