package io.nodecore.presence.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/** One command about one key, sent when its batch is filled. */
@FunctionalInterface
public interface RedisWrite {

    RedisFuture<?> send(RedisClusterAsyncCommands<String, String> redis);
}
