package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.adminclient.RunFile;
import io.nodecore.cli.NodecoreCommand;
import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.testkit.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a report that is refused to one that counts, with nothing but the terminal. */
class DeadLettersIT {

    private record Printed(int exitCode, String text) {}

    @Test
    void a_refused_report_is_seen_and_redriven_from_the_terminal_and_counts_once(@TempDir Path folder)
            throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        try (var standalone = StandaloneProcess.start(
                folder, Map.of("HTTP_PORT", "0", "GRPC_PORT", "0", "ADMIN_PORT", "0", "ADMIN_TOKEN", ""))) {
            RunFile run = standalone.run();
            execute(run, "alter table usage.usage_minutes add constraint refused check (user_id <> 666)");
            append(run, "bad", 666, 100);
            append(run, "good", 42, 7);

            await().untilAsserted(() -> assertThat(nodecore(folder, "dlq", "list", "--topic", "node.usage")
                            .text())
                    .contains("(1 dead letters)"));
            String listed = nodecore(folder, "dlq", "list").text();
            assertThat(listed).contains("ID ", "waiting", "usage ", "node.usage", "violates check constraint");
            String id = listed.lines().skip(1).findFirst().orElseThrow().split(" ", -1)[0];
            assertThat(nodecore(folder, "dlq", "show", id).text())
                    .contains("reportId", "bad", "header received-at", "\"userId\" : \"666\"");
            assertThat(nodecore(folder, "projections").text())
                    .contains("NAME ", "usage ", "went to the dead letters", "online ", "user-ips", "dead-letters");

            execute(run, "alter table usage.usage_minutes drop constraint refused");
            assertThat(nodecore(folder, "dlq", "redrive", "--topic", "node.usage", "--node", "5")
                            .text())
                    .contains("1 dead letters are redriven");
            assertThat(nodecore(folder, "dlq", "redrive", id).exitCode()).isZero();
            await().untilAsserted(() -> assertThat(
                            nodecore(folder, "sql", "select user_id, bytes_up from usage_minutes order by 1")
                                    .text())
                    .contains("42       7", "666      100", "(2 rows)"));
            assertThat(nodecore(folder, "dlq", "list").text()).contains("(0 dead letters)");

            assertThat(nodecore(folder, "dlq", "redrive")).satisfies(refused -> {
                assertThat(refused.exitCode()).isEqualTo(2);
                assertThat(refused.text()).contains("say which dead letters", "Usage: ./nodecore dlq");
            });
            assertThat(nodecore(folder, "dlq", "show", "1")).satisfies(unknown -> {
                assertThat(unknown.exitCode()).isEqualTo(1);
                assertThat(unknown.text()).contains("there is no dead letter 1");
            });
            assertThat(nodecore(folder, "dlq", "--help")).satisfies(help -> {
                assertThat(help.exitCode()).isZero();
                assertThat(help.text()).contains("Usage: ./nodecore dlq");
            });
        }
    }

    private static void append(RunFile run, String reportId, long user, long bytes) throws Exception {
        byte[] value = UsageReported.newBuilder()
                .addEntries(UsageEntry.newBuilder()
                        .setUserId(user)
                        .setNodeProtocolId(1)
                        .setBytesUp(bytes)
                        .setRecordedAt("2026-01-01T12:00:00Z"))
                .build()
                .toByteArray();
        var record = new ProducerRecord<>(Topics.USAGE.name(), "5".getBytes(StandardCharsets.UTF_8), value);
        new FactHeaders(UUID.randomUUID().toString(), 5, System.currentTimeMillis(), reportId)
                .writeTo(record.headers());
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", run.kafkaBootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static void execute(RunFile run, String sql) throws Exception {
        try (var connection =
                        DriverManager.getConnection(run.postgresUrl(), run.postgresUser(), run.postgresPassword());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What the script runs. */
    private static Printed nodecore(Path folder, String... arguments) throws IOException, InterruptedException {
        try (var process = ChildJvm.of(NodecoreCommand.class)
                .arguments(arguments)
                .in(folder)
                .start()) {
            int exitCode = process.awaitEnd(Duration.ofSeconds(60));
            return new Printed(exitCode, process.output());
        }
    }
}
