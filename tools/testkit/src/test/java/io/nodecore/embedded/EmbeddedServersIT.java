package io.nodecore.embedded;

import static io.nodecore.embedded.Watchdog.Server.POSTGRES;
import static io.nodecore.embedded.Watchdog.Server.REDIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {

    @Test
    void topics_survive_a_restart_of_kafka(@TempDir Path folder) throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(2), Optional.empty())))
                    .all()
                    .get();
        }
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void postgres_ends_with_the_process_that_started_it(@TempDir Path folder) throws Exception {
        KilledRun.of("postgres", folder.resolve("data"));

        awaitEnd(folder.resolve("data/postmaster.pid"), POSTGRES);
    }

    @Test
    void redis_ends_with_the_process_that_started_it(@TempDir Path folder) throws Exception {
        KilledRun.of("redis", folder.resolve("data"));

        awaitEnd(folder.resolve("data/redis.pid"), REDIS);
    }

    @Test
    void postgres_starts_at_once_on_the_folder_of_a_killed_run(@TempDir Path folder) throws Exception {
        String before = KilledRun.of("postgres", folder.resolve("data"));

        try (var next = EmbeddedPostgres.start(folder.resolve("data"), 0, true)) {
            assertThat(next.database().url()).as("clients find it again").isEqualTo(before);
            KilledRun.execute(next.database(), "insert into " + KilledRun.KEPT + " values (1)");
            awaitEndOfEarlierWatchdogs(folder);
            KilledRun.execute(next.database(), "insert into " + KilledRun.KEPT + " values (2)");
        }
        assertThat(Orphan.running(folder.resolve("data/postmaster.pid"), POSTGRES.program()))
                .isEmpty();
    }

    @Test
    void redis_starts_at_once_on_the_folder_of_a_killed_run(@TempDir Path folder) throws Exception {
        String before = KilledRun.of("redis", folder.resolve("data"));

        try (var next = EmbeddedRedis.start(folder.resolve("data"), 0)) {
            assertThat(next.url()).as("clients find it again").isEqualTo(before);
            assertThat(KilledRun.redis(next.url(), "EXISTS " + KilledRun.KEPT)).startsWith(":1");
            awaitEndOfEarlierWatchdogs(folder);
            assertThat(KilledRun.redis(next.url(), "PING")).startsWith("+PONG");
        }
        assertThat(Orphan.running(folder.resolve("data/redis.pid"), REDIS.program()))
                .isEmpty();
    }

    /** No server outlives its starter by more than this. */
    private static void awaitEnd(Path pidFile, Watchdog.Server server) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(Orphan.running(pidFile, server.program()))
                        .as("server of a killed run")
                        .isEmpty());
    }

    /** Waits until the watchdogs that the killed JVM had on the folder have ended. */
    private static void awaitEndOfEarlierWatchdogs(Path folder) {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            List<ProcessHandle> own = ProcessHandle.current().descendants().toList();
            return ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                    .filter(process -> process.info().command().orElse("").endsWith("bash"))
                    .allMatch(own::contains);
        });
    }
}
