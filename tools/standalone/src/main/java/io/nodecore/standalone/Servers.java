package io.nodecore.standalone;

import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.embedded.EmbeddedPostgres;
import io.nodecore.embedded.EmbeddedRedis;
import io.nodecore.embedded.PostgresAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Kafka, Postgres and Redis of a run: embedded servers, unless the settings name others.
 *
 * @param kafka bootstrap servers
 * @param postgres the database
 * @param redis URL
 * @param replication how many brokers keep each record
 */
record Servers(String kafka, PostgresAddress postgres, String redis, int replication) {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    /** @param run receives the servers before they start, so that a stop during the start waits for them and stops them */
    static Servers start(StandaloneSettings settings, DataFolder data, Teardown run) throws Exception {
        var teardown = Teardown.ofIndependentParts();
        try (ExecutorService starters = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-server-", 0).factory())) {
            run.add("servers", () -> stop(teardown, starters));
            Future<String> kafka = starters.submit(orStarted(
                    settings.kafka(),
                    () -> teardown.add("Kafka", EmbeddedKafka.start(data.of("kafka"), 0))
                            .bootstrapServers()));
            Future<PostgresAddress> postgres = starters.submit(orStarted(
                    settings.postgres(),
                    () -> teardown.add("Postgres", EmbeddedPostgres.start(data.of("postgres"), 0, true))
                            .database()));
            Future<String> redis = starters.submit(orStarted(
                    settings.redis(),
                    () -> teardown.add("Redis", EmbeddedRedis.start(data.of("redis"), 0))
                            .url()));
            return new Servers(kafka.get(), postgres.get(), redis.get(), settings.replication());
        } catch (ExecutionException e) {
            teardown.close();
            throw new IllegalStateException("an embedded server does not start", e.getCause());
        }
    }

    private static <T> Callable<T> orStarted(Optional<T> given, Callable<T> start) {
        return given.<Callable<T>>map(address -> () -> address).orElse(start);
    }

    /** Waits for servers that are still starting: the teardown stops them as soon as they are added. */
    private static void stop(Teardown teardown, ExecutorService starters) throws InterruptedException {
        teardown.close();
        starters.awaitTermination(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
}
