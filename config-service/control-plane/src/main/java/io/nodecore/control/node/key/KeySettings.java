package io.nodecore.control.node.key;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How keys end.
 *
 * @param gracePeriod how long an old key goes on after a rotation that does not say it: not at all by default, since a rotation is also
 *     the answer to a key that leaked
 * @param tick how often retired keys whose time is over are looked for
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
