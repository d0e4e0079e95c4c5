package io.nodecore.presence.projection;

import io.nodecore.journal.deadletter.DeadLetterSettings;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Part of readiness. A short outage of Redis is shown as a detail only: the projections recover by themselves, and the domain events need
 * no Redis. A projection is down if it makes no progress for longer than its setting, whatever the cause, or if it meets more unreadable
 * facts than are tolerated.
 */
final class RedisProjectionHealth implements HealthIndicator {

    private final List<RedisProjectionRunner<?>> views;
    private final DeadLetterSettings deadLetters;

    RedisProjectionHealth(List<RedisProjectionRunner<?>> views, DeadLetterSettings deadLetters) {
        this.views = views;
        this.deadLetters = deadLetters;
    }

    @Override
    public Health health() {
        Health.Builder health = views.stream().allMatch(RedisProjectionRunner::isAlive) ? Health.up() : Health.down();
        for (RedisProjectionRunner<?> view : views) {
            Optional<String> trouble = deadLetters.trouble(view.deadLetters());
            if (trouble.isPresent()) {
                health.down();
            }
            health.withDetail(view.name(), trouble.orElseGet(() -> stateOf(view)));
        }
        return health.build();
    }

    private static String stateOf(RedisProjectionRunner<?> view) {
        if (!view.isAlive()) {
            return view.isRedisAway() ? "stuck: Redis is away" : "stuck";
        }
        return view.isRedisAway() ? "waiting for Redis" : "following";
    }
}
