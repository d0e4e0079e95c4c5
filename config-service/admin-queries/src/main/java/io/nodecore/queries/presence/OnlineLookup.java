package io.nodecore.queries.presence;

import io.lettuce.core.RedisException;
import io.nodecore.admin.redis.RedisReads;
import java.time.Duration;

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
