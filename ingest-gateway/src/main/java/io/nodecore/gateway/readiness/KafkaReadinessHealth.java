package io.nodecore.gateway.readiness;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health contributor {@code kafka}. */
public final class KafkaReadinessHealth implements HealthIndicator {

    private final KafkaReadiness readiness;

    public KafkaReadinessHealth(KafkaReadiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public Health health() {
        String trouble = readiness.trouble();
        return trouble == null
                ? Health.up().build()
                : Health.down().withDetail("reason", trouble).build();
    }
}
