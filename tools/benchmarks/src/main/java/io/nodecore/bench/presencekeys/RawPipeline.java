package io.nodecore.bench.presencekeys;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The baseline: {@code SET key value EX 20} without other commands, flushed explicitly, two batches of 1 000 in flight. Its
 * keys are created before the measurement.
 */
final class RawPipeline implements AutoCloseable {

    private static final int BATCH = 1_000;
    private static final int BATCHES_IN_FLIGHT = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final List<String> keys;

    RawPipeline(String redisUrl, List<String> keys) {
        this.client = RedisClient.create(redisUrl);
        this.connection = client.connect();
        connection.setAutoFlushCommands(false);
        this.keys = keys;
    }

    /** Writes the keys of one round; returns the number of commands. */
    long round(int reportings) {
        var redis = connection.async();
        Deque<List<RedisFuture<?>>> inFlight = new ArrayDeque<>();
        List<RedisFuture<?>> batch = new ArrayList<>(BATCH);
        long sent = 0;
        for (int reporting = 0; reporting < reportings; reporting++) {
            String value = Long.toString(System.currentTimeMillis());
            for (String key : keys) {
                batch.add(redis.set(key, value, SetArgs.Builder.ex(20)));
                sent++;
                if (batch.size() == BATCH) {
                    connection.flushCommands();
                    inFlight.add(batch);
                    batch = new ArrayList<>(BATCH);
                    if (inFlight.size() == BATCHES_IN_FLIGHT) {
                        await(inFlight.remove());
                    }
                }
            }
        }
        connection.flushCommands();
        inFlight.add(batch);
        inFlight.forEach(RawPipeline::await);
        return sent;
    }

    private static void await(List<RedisFuture<?>> batch) {
        if (!LettuceFutures.awaitAll(TIMEOUT, batch.toArray(RedisFuture[]::new))) {
            throw new IllegalStateException("Redis did not answer within " + TIMEOUT);
        }
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
