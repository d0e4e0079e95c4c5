package io.nodecore.admin.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection to Redis or to a cluster, opened at the first read: the process starts and serves without Redis. */
public final class RedisReads implements AutoCloseable {

    private final AbstractRedisClient client;
    private final Supplier<RedisClusterCommands<String, String>> connector;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable RedisClusterCommands<String, String> commands;
    private @Nullable RedisException failure;
    private long failedNanos;

    public RedisReads(AdminRedisSettings settings) {
        if (settings.cluster()) {
            RedisClusterClient cluster = cluster(settings);
            client = cluster;
            connector = () -> {
                cluster.refreshPartitions();
                return cluster.connect().sync();
            };
        } else {
            RedisClient single = RedisClient.create(uri(settings.url(), settings));
            single.setOptions(refusing(ClientOptions.builder(), settings).build());
            client = single;
            connector = () -> single.connect().sync();
        }
    }

    /**
     * In a cluster, each read goes to the server that has the key; reads of several keys and scans go to all of them.
     *
     * @throws io.lettuce.core.RedisException if Redis is unavailable
     */
    public RedisClusterCommands<String, String> commands() {
        RedisClusterCommands<String, String> open = commands;
        return open == null ? connect() : open;
    }

    /** One attempt at a time. All callers that wait for it share its failure, so no caller waits for more than one attempt. */
    private RedisClusterCommands<String, String> connect() {
        long askedNanos = System.nanoTime();
        connecting.lock();
        try {
            RedisClusterCommands<String, String> open = commands;
            if (open == null) {
                RedisException latest = failure;
                if (latest != null && failedNanos - askedNanos > 0) {
                    throw new RedisConnectionException("Redis is away", latest);
                }
                open = attempt();
                commands = open;
            }
            return open;
        } finally {
            connecting.unlock();
        }
    }

    private RedisClusterCommands<String, String> attempt() {
        try {
            return connector.get();
        } catch (RedisException e) {
            failure = e;
            failedNanos = System.nanoTime();
            throw e;
        }
    }

    private static RedisClusterClient cluster(AdminRedisSettings settings) {
        RedisClusterClient cluster =
                RedisClusterClient.create(Arrays.stream(settings.url().split(","))
                        .map(url -> uri(url.strip(), settings))
                        .toList());
        var options = ClusterClientOptions.builder();
        refusing(options, settings);
        cluster.setOptions(options.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enableAllAdaptiveRefreshTriggers()
                        .enablePeriodicRefresh()
                        .build())
                .build());
        return cluster;
    }

    private static RedisURI uri(String url, AdminRedisSettings settings) {
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(settings.timeout());
        return uri;
    }

    private static ClientOptions.Builder refusing(ClientOptions.Builder options, AdminRedisSettings settings) {
        return options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .build());
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
