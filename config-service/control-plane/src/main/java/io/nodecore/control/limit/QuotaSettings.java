package io.nodecore.control.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When quota periods begin.
 *
 * @param tick how often subscriptions whose period is over are looked for; a limit cuts for that long at most into the next period
 */
@ConfigurationProperties("nodecore.quota")
public record QuotaSettings(@DefaultValue("1s") Duration tick) {

    public QuotaSettings {
        if (tick.isNegative() || tick.isZero()) {
            throw new IllegalArgumentException("nodecore.quota.tick must be positive, got " + tick);
        }
    }
}
