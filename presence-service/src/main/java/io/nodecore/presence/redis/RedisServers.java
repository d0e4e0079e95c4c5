package io.nodecore.presence.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.Arrays;
import java.util.List;

/** One Redis server or a cluster. Writes use a connection that flushes on demand and never reconnects automatically. */
sealed interface RedisServers extends AutoCloseable {

    /**
     * A connection whose commands wait for its flush.
     *
     * @param commands in a cluster, each command is sent to the server that has its key
     */
    record Open(StatefulConnection<String, String> connection, RedisClusterAsyncCommands<String, String> commands) {

        public Open {
            connection.setAutoFlushCommands(false);
        }
    }

    /** @throws io.lettuce.core.RedisException if Redis is unavailable */
    Open connect();

    @Override
    void close();

    static RedisServers of(RedisSettings settings) {
        return settings.cluster() ? Cluster.of(settings) : Single.of(settings);
    }

    record Single(RedisClient client) implements RedisServers {

        static Single of(RedisSettings settings) {
            RedisClient client = RedisClient.create(uri(settings.url(), settings));
            client.setOptions(
                    withoutReconnect(ClientOptions.builder(), settings).build());
            return new Single(client);
        }

        @Override
        public Open connect() {
            StatefulRedisConnection<String, String> connection = client.connect();
            return new Open(connection, connection.async());
        }

        @Override
        public void close() {
            client.shutdown();
        }
    }

    record Cluster(RedisClusterClient client) implements RedisServers {

        static Cluster of(RedisSettings settings) {
            List<RedisURI> seeds = Arrays.stream(settings.url().split(","))
                    .map(url -> uri(url.strip(), settings))
                    .toList();
            RedisClusterClient client = RedisClusterClient.create(seeds);
            var options = ClusterClientOptions.builder();
            withoutReconnect(options, settings);
            client.setOptions(options.build());
            return new Cluster(client);
        }

        /** Reads again which server has which keys: a new connection follows a failure, and the failure may have been a failover. */
        @Override
        public Open connect() {
            client.refreshPartitions();
            StatefulRedisClusterConnection<String, String> connection = client.connect();
            return new Open(connection, connection.async());
        }

        @Override
        public void close() {
            client.shutdown();
        }
    }

    private static RedisURI uri(String url, RedisSettings settings) {
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(settings.timeout());
        return uri;
    }

    private static ClientOptions.Builder withoutReconnect(ClientOptions.Builder options, RedisSettings settings) {
        // A command that is kept across a reconnect would be written late, when it may no longer be true.
        return options.autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .build());
    }
}
