package io.nodecore.operations.replay;

import io.lettuce.core.RedisException;
import io.nodecore.admin.redis.RedisReads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/**
 * Whether presence-service has rebuilt its keys after an order: it says so in Redis, for two days.
 *
 * <p>An order that is a day old is done, told or not: what it would have rebuilt has expired since, and presence-service takes it no more.
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

    /** While Redis is away only the age of an order tells. */
    boolean isDone(long replayId, Instant requestedAt) {
        return requestedAt.isBefore(clock.instant().minus(WAITING)) || isTold(replayId);
    }

    private boolean isTold(long replayId) {
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
