package io.nodecore.projection;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health of a service's projections: down while one of them can't go on, or stands still although facts wait. */
final class ProjectionHealth implements HealthIndicator {

    private final List<ProjectionRunner<?>> runners;

    ProjectionHealth(List<ProjectionRunner<?>> runners) {
        this.runners = List.copyOf(runners);
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (ProjectionRunner<?> runner : runners) {
            List<String> troubles = runner.troubles();
            if (!troubles.isEmpty()) {
                health.down();
            }
            health.withDetail(runner.name(), troubles.isEmpty() ? "ok" : troubles);
        }
        return health.build();
    }
}
