package io.nodecore.presence.events.time;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How it is known that all reports up to a time have been read; see {@link PartitionTime}.
 *
 * @param disorder by how much {@code received-at} may go back within a partition while it is caught up on
 * @param appendWithin by how much an append may follow {@code received-at}, clocks that differ included, while a partition is read as
 *     it is written; it delays every event
 * @param liveWithin how close to the present the newest report of a partition is when it is read as it is written
 * @param idleAfter for how long a partition whose newest report is older must have brought nothing to count as silent
 * @param aheadAtMost how far after the broker's clock a report may be
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
