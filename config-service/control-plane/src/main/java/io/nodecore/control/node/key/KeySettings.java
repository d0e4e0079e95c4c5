package io.nodecore.control.node.key;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When keys become invalid.
 *
 * @param gracePeriod how long an old key stays valid after a rotation that names no grace period. Zero by default, because leaked keys are
 *     rotated too
 * @param tick interval at which retired keys are revoked after their end
 */
@ConfigurationProperties("nodecore.keys")
public record KeySettings(
        @DefaultValue("0s") Duration gracePeriod,
        @DefaultValue("1s") Duration tick) {

    public static final Duration LONGEST_GRACE = Duration.ofDays(7);

    public KeySettings {
        if (gracePeriod.isNegative() || gracePeriod.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException(
                    "nodecore.keys.grace-period must be from 0s to " + LONGEST_GRACE + ", got " + gracePeriod);
        }
        if (tick.isNegative() || tick.isZero()) {
            throw new IllegalArgumentException("nodecore.keys.tick must be positive, got " + tick);
        }
    }
}
