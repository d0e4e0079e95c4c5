package io.nodecore.journal.clocks;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far the clock of a gateway is believed. usage-aggregator, which counts, and config-service, which explains and corrects what was
 * counted, must have the same value.
 *
 * @param receivedAtTolerance maximum difference between the {@code received-at} of a gateway and the time at which the broker appended the
 *     fact; beyond it the broker's time is used. After a change of this setting, a replay may count facts whose difference is between the
 *     two tolerances in another period
 */
@ConfigurationProperties("nodecore.usage")
public record ReceivedAtSettings(@DefaultValue("10m") Duration receivedAtTolerance) {

    public ReceivedAtSettings {
        if (receivedAtTolerance.isNegative() || receivedAtTolerance.isZero()) {
            throw new IllegalArgumentException(
                    "nodecore.usage.received-at-tolerance must be positive, got " + receivedAtTolerance);
        }
    }
}
