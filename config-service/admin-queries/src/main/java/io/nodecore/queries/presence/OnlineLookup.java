package io.nodecore.queries.presence;

import io.lettuce.core.RedisException;
import io.lettuce.core.Value;
import io.nodecore.admin.redis.RedisReads;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a user is online now, on any node, from the key {@code online:user:{userId}}. */
public final class OnlineLookup {

    /** The result of a look-up. */
    public enum Answer {
        ONLINE,
        OFFLINE,
        /** Redis is unavailable. */
        UNKNOWN
    }

    /** Presence is kept for this time without a report; a user who has just connected may not have been reported yet. */
    public static final Duration TTL = Duration.ofSeconds(20);

    private static final String KEY = "online:user:";

    private final RedisReads redis;

    OnlineLookup(RedisReads redis) {
        this.redis = redis;
    }

    public Answer of(long userId) {
        try {
            return redis.commands().exists(KEY + userId) > 0 ? Answer.ONLINE : Answer.OFFLINE;
        } catch (RedisException e) {
            return Answer.UNKNOWN;
        }
    }

    /**
     * Which of these users are online now.
     *
     * @throws RedisException if Redis is unavailable
     */
    Set<Long> onlineOf(Collection<Long> userIds) {
        if (userIds.isEmpty()) {
            return Set.of();
        }
        String[] keys = userIds.stream().map(id -> KEY + id).toArray(String[]::new);
        return redis.commands().mget(keys).stream()
                .filter(Value::hasValue)
                .map(value -> Long.valueOf(value.getKey().substring(KEY.length())))
                .collect(Collectors.toSet());
    }
}
