package io.nodecore.control.status;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a node counts as offline.
 *
 * @param offlineAfter a node without a heartbeat for this time is offline; after a start or an outage, nodes also get this time to report
 * @param tick interval at which silence is checked
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
