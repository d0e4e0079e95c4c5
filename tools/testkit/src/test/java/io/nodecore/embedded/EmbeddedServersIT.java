package io.nodecore.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
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
    void postgres_takes_over_the_folder_of_a_run_that_was_killed(@TempDir Path folder) throws Exception {
        String orphan = KilledRun.of("postgres", folder.resolve("data"));
        execute(new PostgresAddress(orphan, "postgres", "postgres"), "create table kept (id int)");

        try (var next = EmbeddedPostgres.start(folder.resolve("data"), 0, true)) {
            assertThat(next.database().url()).as("clients find it again").isEqualTo(orphan);
            execute(next.database(), "insert into kept values (1)");
        }
        assertThat(Orphan.running(folder.resolve("data/postmaster.pid"), "postgres"))
                .isEmpty();
    }

    @Test
    void redis_takes_over_the_folder_of_a_run_that_was_killed(@TempDir Path folder) throws Exception {
        String orphan = KilledRun.of("redis", folder.resolve("data"));
        assertThat(redis(orphan, "SET kept 1")).startsWith("+OK");

        try (var next = EmbeddedRedis.start(folder.resolve("data"), 0)) {
            assertThat(next.url()).as("clients find it again").isEqualTo(orphan);
            assertThat(redis(next.url(), "EXISTS kept")).startsWith(":1");
        }
        assertThat(Orphan.running(folder.resolve("data/redis.pid"), "redis-server"))
                .isEmpty();
    }

    private static void execute(PostgresAddress address, String sql) throws Exception {
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String redis(String url, String command) throws Exception {
        URI address = URI.create(url);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[64];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII);
        }
    }
}
