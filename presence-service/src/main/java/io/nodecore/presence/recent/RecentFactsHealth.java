package io.nodecore.presence.recent;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Part of readiness. A short absence of Redis is a detail: the views heal by themselves, and the domain events need no Redis. A view
 * that has stood still for longer than its setting is down, whatever the cause.
 */
final class RecentFactsHealth implements HealthIndicator {

    private final List<RecentFacts<?>> views;

    RecentFactsHealth(List<RecentFacts<?>> views) {
        this.views = views;
    }

    @Override
    public Health health() {
        Health.Builder health = views.stream().allMatch(RecentFacts::isAlive) ? Health.up() : Health.down();
        for (RecentFacts<?> view : views) {
            health.withDetail(view.name(), stateOf(view));
        }
        return health.build();
    }

    private static String stateOf(RecentFacts<?> view) {
        if (!view.isAlive()) {
            return view.isRedisAway() ? "stuck: Redis is away" : "stuck";
        }
        return view.isRedisAway() ? "waiting for Redis" : "following";
    }
}
