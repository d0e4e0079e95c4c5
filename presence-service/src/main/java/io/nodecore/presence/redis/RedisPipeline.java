package io.nodecore.presence.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A dedicated connection that writes in batches: commands are buffered, flushed together, and two batches are in flight while the next
 * is filled. That is several times the rate of a flush per command, and bounds what waits in memory.
 *
 * <p>Nothing is repeated by itself: after a failure the connection is closed, and its owner decides what is still worth writing. One
 * thread at a time.
 */
public final class RedisPipeline implements AutoCloseable {

    private static final int BATCHES_IN_FLIGHT = 2;

    private final RedisSettings settings;
    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> connection;

    public RedisPipeline(RedisSettings settings) {
        this.settings = settings;
        RedisURI uri = RedisURI.create(settings.url());
        uri.setTimeout(settings.timeout());
        this.client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                // A command kept over a reconnect would be written late, when it may say something that is no longer
                // so.
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .build())
                .build());
    }

    /**
     * Sends the commands in their order and returns when Redis has answered all of them.
     *
     * @throws RedisException when Redis is away or refuses a command; some of the commands may have been carried out
     */
    public void write(Iterable<RedisWrite> writes) {
        try {
            writeTo(connected(), writes);
        } catch (RedisException e) {
            disconnect();
            throw e;
        }
    }

    /** Whether Redis answers now; connects where there is no connection. */
    public boolean answers() {
        try {
            write(List.of(redis -> redis.ping()));
            return true;
        } catch (RedisException e) {
            return false;
        }
    }

    private void writeTo(StatefulRedisConnection<String, String> redis, Iterable<RedisWrite> writes) {
        Deque<List<RedisFuture<?>>> inFlight = new ArrayDeque<>();
        List<RedisFuture<?>> batch = new ArrayList<>(settings.batchSize());
        for (RedisWrite write : writes) {
            batch.add(write.send(redis.async()));
            if (batch.size() == settings.batchSize()) {
                redis.flushCommands();
                inFlight.add(batch);
                batch = new ArrayList<>(settings.batchSize());
                if (inFlight.size() == BATCHES_IN_FLIGHT) {
                    await(inFlight.remove());
                }
            }
        }
        redis.flushCommands();
        inFlight.add(batch);
        inFlight.forEach(this::await);
    }

    private void await(List<RedisFuture<?>> batch) {
        if (!LettuceFutures.awaitAll(settings.timeout(), batch.toArray(RedisFuture[]::new))) {
            throw new RedisCommandTimeoutException(
                    "no answer to " + batch.size() + " commands in " + settings.timeout());
        }
        for (RedisFuture<?> answer : batch) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RedisException cause ? cause : new RedisException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RedisException("interrupted while waiting for Redis", e);
            }
        }
    }

    private StatefulRedisConnection<String, String> connected() {
        StatefulRedisConnection<String, String> open = connection;
        if (open == null) {
            open = client.connect();
            open.setAutoFlushCommands(false);
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        StatefulRedisConnection<String, String> broken = connection;
        connection = null;
        if (broken != null) {
            broken.closeAsync();
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
