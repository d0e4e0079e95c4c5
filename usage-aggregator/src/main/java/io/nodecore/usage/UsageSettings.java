package io.nodecore.usage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that apply to all facts of this service.
 *
 * @param postgresAnswersWithin maximum time for Postgres to answer a new connection; beyond it the service is not ready; whole seconds
 */
@ConfigurationProperties("nodecore.usage")
record UsageSettings(@DefaultValue("5s") Duration postgresAnswersWithin) {

    UsageSettings {
        if (postgresAnswersWithin.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "nodecore.usage.postgres-answers-within must be 1s or more, got " + postgresAnswersWithin);
        }
    }
}
