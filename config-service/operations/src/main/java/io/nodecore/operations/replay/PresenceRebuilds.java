package io.nodecore.operations.replay;

import io.lettuce.core.RedisException;
import io.nodecore.admin.redis.RedisReads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/**
 * Whether presence-service has rebuilt its keys after an order: it stores that in Redis, for two days.
 *
 * <p>An order that is a day old counts as done: the keys that it would have rebuilt have expired, and presence-service ignores it.
 */
final class PresenceRebuilds {

    private static final String[] VIEWS = {"online", "node-stats"};

    private static final Duration WAITING = Duration.ofDays(1);

    private final RedisReads redis;
    private final InstantSource clock;

    PresenceRebuilds(RedisReads redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** While Redis is unavailable, only the age of an order is known. */
    boolean isDone(long replayId, Instant requestedAt) {
        return requestedAt.isBefore(clock.instant().minus(WAITING)) || isReported(replayId);
    }

    private boolean isReported(long replayId) {
        try {
            String[] keys = Stream.of(VIEWS)
                    .map(view -> "replay:" + replayId + ":" + view)
                    .toArray(String[]::new);
            return redis.commands().exists(keys) == keys.length;
        } catch (RedisException e) {
            return false;
        }
    }
}
