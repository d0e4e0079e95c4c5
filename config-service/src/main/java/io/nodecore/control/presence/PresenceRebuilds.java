package io.nodecore.control.presence;

import io.lettuce.core.RedisException;
import org.jspecify.annotations.Nullable;

/** Whether presence-service has rebuilt its keys after an order: it says so in Redis, for a day. */
public final class PresenceRebuilds {

    private static final String[] VIEWS = {"online", "node-stats"};

    private final RedisReads redis;

    PresenceRebuilds(RedisReads redis) {
        this.redis = redis;
    }

    /** When the last of the keys was rebuilt; null until then, and while Redis is away. */
    public @Nullable String doneAt(long replayId) {
        try {
            String latest = null;
            for (String view : VIEWS) {
                String at = redis.commands().get("replay:" + replayId + ":" + view);
                if (at == null) {
                    return null;
                }
                latest = latest == null || at.compareTo(latest) > 0 ? at : latest;
            }
            return latest;
        } catch (RedisException e) {
            return null;
        }
    }
}
