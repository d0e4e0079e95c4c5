package io.nodecore.control.presence;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One connection to Redis, made at the first read: the process starts and serves without Redis. */
final class RedisReads implements AutoCloseable {

    private final RedisClient client;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    RedisReads(RedisSettings settings) {
        RedisURI uri = RedisURI.create(settings.url());
        uri.setTimeout(settings.timeout());
        client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .build())
                .build());
    }

    /** @throws io.lettuce.core.RedisException when Redis is away */
    RedisCommands<String, String> commands() {
        StatefulRedisConnection<String, String> open = connection;
        return open == null ? connect() : open.sync();
    }

    private RedisCommands<String, String> connect() {
        connecting.lock();
        try {
            StatefulRedisConnection<String, String> open = connection;
            if (open == null) {
                open = client.connect();
                connection = open;
            }
            return open.sync();
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
