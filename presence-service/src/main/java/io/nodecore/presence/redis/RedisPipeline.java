package io.nodecore.presence.redis;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.nodecore.presence.redis.RedisServers.Open;
import java.time.Duration;
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
 * <p>Nothing is retried automatically: after a failure the connection is closed, and its owner decides what to write again. Used by one
 * thread at a time.
 */
public final class RedisPipeline implements AutoCloseable {

    private static final int BATCHES_IN_FLIGHT = 2;

    /** In a cluster, a command may have to wait for a connection, or be redirected to another server, after its batch was flushed. */
    private static final Duration FLUSH_AGAIN_AFTER = Duration.ofMillis(50);

    private final RedisSettings settings;
    private final RedisServers servers;
    private @Nullable Open connection;

    public RedisPipeline(RedisSettings settings) {
        this.settings = settings;
        this.servers = RedisServers.of(settings);
    }

    /**
     * Sends the commands in their order and returns when Redis has answered all of them.
     *
     * @throws RedisException if Redis is unavailable or refuses a command; some of the commands may have been executed
     */
    public void write(Iterable<RedisWrite> writes) {
        try {
            writeTo(connected(), writes);
        } catch (RedisException e) {
            disconnect();
            throw e;
        }
    }

    /** Returns whether Redis answers now; opens a connection if there is none. */
    public boolean answers() {
        try {
            write(List.of(redis -> redis.ping()));
            return true;
        } catch (RedisException e) {
            return false;
        }
    }

    private void writeTo(Open redis, Iterable<RedisWrite> writes) {
        Deque<List<RedisFuture<?>>> inFlight = new ArrayDeque<>();
        List<RedisFuture<?>> batch = new ArrayList<>(settings.batchSize());
        for (RedisWrite write : writes) {
            batch.add(write.send(redis.commands()));
            if (batch.size() == settings.batchSize()) {
                redis.connection().flushCommands();
                inFlight.add(batch);
                batch = new ArrayList<>(settings.batchSize());
                if (inFlight.size() == BATCHES_IN_FLIGHT) {
                    await(redis, inFlight.remove());
                }
            }
        }
        redis.connection().flushCommands();
        inFlight.add(batch);
        inFlight.forEach(written -> await(redis, written));
    }

    private void await(Open redis, List<RedisFuture<?>> batch) {
        RedisFuture<?>[] answers = batch.toArray(RedisFuture[]::new);
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        while (!LettuceFutures.awaitAll(FLUSH_AGAIN_AFTER, answers)) {
            if (System.nanoTime() - deadline > 0) {
                throw new RedisCommandTimeoutException(
                        "no answer to " + batch.size() + " commands in " + settings.timeout());
            }
            redis.connection().flushCommands();
        }
        for (RedisFuture<?> answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RedisException("interrupted while waiting for Redis", e);
            }
        }
    }

    private static RedisException failure(@Nullable Throwable cause) {
        if (cause instanceof RedisException refused) {
            return String.valueOf(refused.getMessage()).startsWith("MOVED ")
                    ? new RedisException("it belongs to a cluster: set nodecore.redis.cluster (REDIS_CLUSTER)", refused)
                    : refused;
        }
        return new RedisException(cause);
    }

    private Open connected() {
        Open open = connection;
        if (open == null) {
            open = servers.connect();
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        Open broken = connection;
        connection = null;
        if (broken != null) {
            broken.connection().closeAsync();
        }
    }

    @Override
    public void close() {
        servers.close();
    }
}
