package io.nodecore.control.subscription;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When subscriptions expire.
 *
 * @param tick interval at which overdue subscriptions are looked up; they stay active for at most this long
 */
@ConfigurationProperties("nodecore.expiry")
public record ExpirySettings(@DefaultValue("1s") Duration tick) {

    public ExpirySettings {
        if (tick.isNegative() || tick.isZero()) {
            throw new IllegalArgumentException("nodecore.expiry.tick must be positive, got " + tick);
        }
    }
}
