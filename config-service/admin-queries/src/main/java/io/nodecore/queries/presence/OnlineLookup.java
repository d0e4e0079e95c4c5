package io.nodecore.queries.presence;

import io.lettuce.core.RedisException;
import io.nodecore.admin.redis.RedisReads;
import java.time.Duration;

/** Whether a user is online now, on whichever node, from the key {@code online:user:{userId}}. */
public final class OnlineLookup {

    /** What can be said. */
    public enum Answer {
        ONLINE,
        OFFLINE,
        /** Redis is away. */
        UNKNOWN
    }

    /** Presence is kept for this long without a report; a user who has just connected may not have been reported yet. */
    public static final Duration TTL = Duration.ofSeconds(20);

    private final RedisReads redis;

    OnlineLookup(RedisReads redis) {
        this.redis = redis;
    }

    public Answer of(long userId) {
        try {
            return redis.commands().exists("online:user:" + userId) > 0 ? Answer.ONLINE : Answer.OFFLINE;
        } catch (RedisException e) {
            return Answer.UNKNOWN;
        }
    }
}
