package io.nodecore.control.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When quota periods start.
 *
 * @param tick interval at which ended periods are looked up; a limit lasts at most this long into the next period
 */
@ConfigurationProperties("nodecore.quota")
public record QuotaSettings(@DefaultValue("1s") Duration tick) {

    public QuotaSettings {
        if (tick.isNegative() || tick.isZero()) {
            throw new IllegalArgumentException("nodecore.quota.tick must be positive, got " + tick);
        }
    }
}
