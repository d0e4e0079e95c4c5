package io.nodecore.control.subscription;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When subscriptions expire.
 *
 * @param tick how often overdue subscriptions are looked for; they stay served for that long at most
 */
@ConfigurationProperties("nodecore.expiry")
public record ExpirySettings(@DefaultValue("1s") Duration tick) {

    public ExpirySettings {
        if (tick.isNegative() || tick.isZero()) {
            throw new IllegalArgumentException("nodecore.expiry.tick must be positive, got " + tick);
        }
    }
}
