package io.nodecore.control.status;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a node counts as offline.
 *
 * @param offlineAfter silence of this length; also how long nodes get to report before a process judges that is fresh or heard nothing
 *     for a while
 * @param tick how often silence is looked for
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
