package io.nodecore.presence.events.time;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the service decides that all reports up to a time have been read; see {@link PartitionTime}.
 *
 * @param disorder by how much {@code received-at} may decrease within a partition while a backlog is read
 * @param appendWithin maximum time from {@code received-at} to the append, clock differences included, while a partition is read without a
 *     backlog; delays every event by this time
 * @param liveWithin maximum age of the newest report of a partition that is read without a backlog
 * @param idleAfter a partition whose newest report is older counts as idle after this time without a record
 * @param aheadAtMost by how much the time of a report may be later than the broker's clock
 */
@ConfigurationProperties("nodecore.presence")
public record TimeSettings(
        @DefaultValue("5s") Duration disorder,
        @DefaultValue("1s") Duration appendWithin,
        @DefaultValue("30s") Duration liveWithin,
        @DefaultValue("5s") Duration idleAfter,
        @DefaultValue("1m") Duration aheadAtMost) {

    public TimeSettings {
        requireNotNegative("disorder", disorder);
        requireNotNegative("append-within", appendWithin);
        requireNotNegative("live-within", liveWithin);
        requireNotNegative("ahead-at-most", aheadAtMost);
        if (!idleAfter.isPositive()) {
            throw new IllegalArgumentException("nodecore.presence.idle-after must be positive, got " + idleAfter);
        }
    }

    private static void requireNotNegative(String key, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("nodecore.presence." + key + " must not be negative, got " + duration);
        }
    }
}
