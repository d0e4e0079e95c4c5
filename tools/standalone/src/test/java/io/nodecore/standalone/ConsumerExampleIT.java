package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.DomainEvent;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.testkit.SharedServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of docs/consumers.md from its file against a real broker. */
class ConsumerExampleIT {

    private static final Path EXAMPLE =
            Path.of("../../docs/examples/WhoIsOnline.java").toAbsolutePath().normalize();
    private static final Instant T = Instant.parse("2026-11-24T10:00:00Z");

    private final String kafka = SharedServers.kafka().bootstrapServers();

    @TempDir
    Path folder;

    @Test
    void the_example_prints_each_event_once_also_after_a_restart() throws Exception {
        new TopicProvisioner(KafkaSettings.of(kafka)).provision(Topics.EVENTS);
        emit(Topics.USER_EVENTS, online(1), online(2), online(1));
        emit(Topics.NODE_EVENTS, event("node.error:3:1", "node.error", "3", "{\"nodeId\": 3}"));

        assertThat(printed())
                .containsExactlyInAnyOrder(
                        "2026-11-24T10:00:00Z user 1 came, on node 3",
                        "2026-11-24T10:00:00Z user 2 came, on node 3",
                        "2026-11-24T10:00:00Z node.error {\"nodeId\":3}",
                        "2 users are online: [1, 2]");

        // A repeated event, an event of an aborted transaction, and a new one.
        emit(Topics.USER_EVENTS, online(2), event("user.offline:1", "user.offline", "1", """
            {"userId": 1, "lastSeenAt": "2026-11-24T10:00:30Z", "onlineSince": "%s", "durationSeconds": 30}
            """.formatted(T)));
        abort(Topics.USER_EVENTS, online(9));

        assertThat(printed()).containsExactly("2026-11-24T10:00:30Z user 1 left after 30 s", "1 users are online: [2]");
        assertThat(printed()).containsExactly("1 users are online: [2]");
    }

    /** The lines that one run of the example prints. */
    private List<String> printed() throws Exception {
        Path output = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=" + EXAMPLE.resolveSibling("logback.xml"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EXAMPLE.toString(),
                        "--once",
                        kafka,
                        folder.resolve("state.json").toString()))
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        boolean isOver = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(isOver && process.exitValue() == 0)
                .as("the example succeeds; its errors:%n%s", Files.readString(folder.resolve("errors.txt")))
                .isTrue();
        // The class path of the tests has a logger that prints too; lines of the example start with a time or a number.
        return Files.readAllLines(output).stream()
                .filter(line -> line.startsWith("2026-") || line.contains(" users are online: "))
                .toList();
    }

    private static DomainEvent online(long user) {
        return event("user.online:" + user, "user.online", Long.toString(user), """
            {"userId": %d, "nodeId": 3, "nodeProtocolId": 1, "ips": [], "onlineAt": "%s", "lastSeenAt": null, "gapSeconds": null}
            """.formatted(user, T));
    }

    private static DomainEvent event(String id, String type, String subject, String data) {
        return new DomainEvent(id, "/nodecore/test", type, subject, T, data.getBytes(StandardCharsets.UTF_8));
    }

    private void emit(Topic<?> topic, DomainEvent... events) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (DomainEvent event : events) {
                producer.send(event.toRecord(topic)).get();
            }
        }
    }

    private void abort(Topic<?> topic, DomainEvent event) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "transactional.id", "aborted"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(event.toRecord(topic)).get();
            producer.abortTransaction();
        }
    }
}
