package io.nodecore.usage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for all facts of this service.
 *
 * @param receivedAtTolerance by how much the {@code received-at} of a gateway may differ from the time at which the broker appended the
 *     fact, before the broker's time takes its place. After a change, a replay may count the facts between the two tolerances in
 *     another period
 * @param postgresAnswersWithin how long Postgres may take to answer a new connection, before the service is not ready; whole seconds
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
