package io.nodecore.usage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that apply to all facts of this service.
 *
 * @param receivedAtTolerance maximum difference between the {@code received-at} of a gateway and the time at which the broker appended the
 *     fact; beyond it the broker's time is used. After a change of this setting, a replay may count facts whose difference is between the
 *     two tolerances in another period
 * @param postgresAnswersWithin maximum time for Postgres to answer a new connection; beyond it the service is not ready; whole seconds
 */
@ConfigurationProperties("nodecore.usage")
record UsageSettings(
        @DefaultValue("10m") Duration receivedAtTolerance,
        @DefaultValue("5s") Duration postgresAnswersWithin) {

    UsageSettings {
        if (receivedAtTolerance.isNegative() || receivedAtTolerance.isZero()) {
            throw new IllegalArgumentException(
                    "nodecore.usage.received-at-tolerance must be positive, got " + receivedAtTolerance);
        }
        if (postgresAnswersWithin.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "nodecore.usage.postgres-answers-within must be 1s or more, got " + postgresAnswersWithin);
        }
    }
}
