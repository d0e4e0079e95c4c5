package io.nodecore.control.status;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a node counts as offline.
 *
 * @param offlineAfter silence of this length; also the time that nodes get to report after a start or an outage before they are marked
 * @param tick how often silence is checked
 */
@ConfigurationProperties("nodecore.status")
public record StatusSettings(
        @DefaultValue("30s") Duration offlineAfter,
        @DefaultValue("2s") Duration tick) {

    public StatusSettings {
        if (offlineAfter.isNegative() || offlineAfter.isZero()) {
            throw new IllegalArgumentException("nodecore.status.offline-after must be positive, got " + offlineAfter);
        }
        if (tick.isNegative() || tick.isZero()) {
            throw new IllegalArgumentException("nodecore.status.tick must be positive, got " + tick);
        }
    }
}
