package io.nodecore.projection;

import io.nodecore.journal.deadletter.DeadLetterSettings;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of a service's projections: down if one of them makes no progress although facts wait, does not hear from Kafka, or refuses
 * more facts than is tolerated.
 */
final class ProjectionHealth implements HealthIndicator {

    private final List<ProjectionRunner<?>> runners;

    private final DeadLetterSettings deadLetters;

    ProjectionHealth(List<ProjectionRunner<?>> runners, DeadLetterSettings deadLetters) {
        this.runners = List.copyOf(runners);
        this.deadLetters = deadLetters;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (ProjectionRunner<?> runner : runners) {
            List<String> troubles = new ArrayList<>(runner.troubles());
            deadLetters.trouble(runner.recentDeadLetters()).ifPresent(troubles::add);
            if (!troubles.isEmpty()) {
                health.down();
            }
            health.withDetail(runner.name(), troubles.isEmpty() ? "ok" : troubles);
        }
        return health.build();
    }
}
