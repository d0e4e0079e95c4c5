package io.nodecore.presence.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;

/** One command, sent when its batch is filled. */
@FunctionalInterface
public interface RedisWrite {

    RedisFuture<?> send(RedisAsyncCommands<String, String> redis);
}
