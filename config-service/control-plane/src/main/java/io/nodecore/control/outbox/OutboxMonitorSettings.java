package io.nodecore.control.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the outbox counts as stuck.
 *
 * @param interval time between two checks of the outbox
 * @param stuckAfter the service is not ready if the oldest row is older, or if Postgres has not answered for this long
 */
@ConfigurationProperties("nodecore.outbox-monitor")
public record OutboxMonitorSettings(
        @DefaultValue("2s") Duration interval,
        @DefaultValue("45s") Duration stuckAfter) {

    public OutboxMonitorSettings {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("nodecore.outbox-monitor.interval must be positive, got " + interval);
        }
        if (stuckAfter.compareTo(interval) < 0) {
            throw new IllegalArgumentException(
                    "nodecore.outbox-monitor.stuck-after must be the interval at least, got " + stuckAfter);
        }
    }
}
