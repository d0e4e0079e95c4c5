package io.nodecore.standalone;

import io.nodecore.embedded.FreePort;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.standalone.processes.JavaPart;
import io.nodecore.standalone.processes.Supervisor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Starts Kafka, Postgres and Redis as supervised processes, unless the settings name a server. */
final class ProcessServers {

    static final String KAFKA = "kafka";
    static final String POSTGRES = "postgres";
    static final String REDIS = "redis";

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration KAFKA_STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private ProcessServers() {}

    /** Returns when all three answer. */
    static Servers start(
            StandaloneSettings settings, DataFolder data, Path logs, List<String> jvmOptions, Supervisor supervisor)
            throws IOException, InterruptedException {
        String redis = settings.redis().isPresent() ? settings.redis().get() : startRedis(data.of("redis"), supervisor);
        String kafka = settings.kafka().isPresent()
                ? settings.kafka().get()
                : startKafka(data.of("kafka"), logs, jvmOptions, supervisor);
        PostgresAddress postgres = settings.postgres().isPresent()
                ? settings.postgres().get()
                : startPostgres(data.of("postgres"), supervisor);
        await(KAFKA, logs, () -> answers(kafka));
        await(REDIS, logs, () -> settings.redis().isPresent() || isRunning(supervisor, REDIS));
        return new Servers(kafka, postgres, redis, settings.replication());
    }

    private static String startRedis(Path folder, Supervisor supervisor) throws IOException {
        int port = FreePort.ofFolder(folder, 0);
        supervisor.start(new ServerParts.Redis(folder, port));
        return "redis://127.0.0.1:" + port;
    }

    private static String startKafka(Path folder, Path logs, List<String> jvmOptions, Supervisor supervisor)
            throws IOException {
        int port = FreePort.ofFolder(folder, 0);
        supervisor.start(new JavaPart(
                KAFKA,
                jvmOptions,
                ProcessMain.class,
                Stream.concat(
                                ProcessMain.arguments(logs, KAFKA).stream(),
                                Stream.of(ProcessMain.KAFKA, folder.toString(), Integer.toString(port)))
                        .toList(),
                Map.of(),
                logs.resolve(KAFKA + ".out"),
                KAFKA_STOP_TIMEOUT));
        return "127.0.0.1:" + port;
    }

    private static PostgresAddress startPostgres(Path folder, Supervisor supervisor)
            throws IOException, InterruptedException {
        var part = new ServerParts.Postgres(folder, FreePort.ofFolder(folder, 0));
        supervisor.start(part);
        await(POSTGRES, folder, () -> part.address() != null);
        PostgresAddress address = part.address();
        if (address == null) {
            throw new IllegalStateException("Postgres has no address");
        }
        return address;
    }

    private static boolean isRunning(Supervisor supervisor, String name) {
        return supervisor.status().stream()
                .anyMatch(part -> part.name().equals(name) && part.state() == Supervisor.State.RUNNING);
    }

    private static boolean answers(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", 2_000, "request.timeout.ms", 1_000))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void await(String name, Path where, BooleanSupplier isUp) throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isUp.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new StartRefused(name + " does not answer within " + START_TIMEOUT + "; see " + where);
            }
            Thread.sleep(POLL);
        }
    }
}
