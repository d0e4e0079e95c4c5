package io.nodecore.configservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.journal.deadletter.DeadLetterJournal;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeErrorReported;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The real process, ended by kill -9 while it redrives. */
class RedriveKilledIT {

    private static final int LETTERS = 4_000;
    private static final int KILLS = 3;
    private static final long NODE = 7;
    private static final String REDRIVE = "{\"nodeId\": %d}".formatted(NODE);

    @Test
    void whenever_the_service_dies_each_letter_counts_once(@TempDir Path folder) throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        PostgresAddress postgres = SharedServers.postgres().newDatabase();
        var operator =
                JdbcClient.create(new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password()));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                ControlProcess control = new ControlProcess(kafka.bootstrapServers(), postgres, folder)) {
            control.start();
            // A database in which nothing was ever decided is rebuilt at every start, and begins to count anew.
            assertThat(control.admin("POST", "/admin/users", "{\"name\": \"somebody\"}")
                            .status())
                    .isEqualTo(201);
            keepLetters(kafka, operator);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> count(operator, "select count(*) from control.dead_letters") == LETTERS);

            for (int i = 0; i < KILLS; i++) {
                redriveUntilKilled(control, random.nextInt(600));
                control.start();
            }
            while (control.admin("POST", "/admin/dead-letters/redrive", REDRIVE)
                            .body()
                            .get("redriven")
                            .intValue()
                    > 0) {}

            await().atMost(Duration.ofSeconds(120))
                    .until(() -> count(operator, "select count(*) from control.redrives where appended") == LETTERS);
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> count(operator, "select count(*) from control.node_errors") == LETTERS);
            List<Long> deadLetters = TopicContent.of(kafka.bootstrapServers(), Topics.ERRORS.name()).stream()
                    .map(record ->
                            RedriveHeaders.find(record.headers()).orElseThrow().deadLetterId())
                    .toList();
            System.out.printf(
                    "killed %d times, %d records of %d dead letters, seed %d%n",
                    KILLS, deadLetters.size(), LETTERS, seed);
            assertThat(deadLetters.stream().distinct()).as("seed %d", seed).hasSize(LETTERS);
            assertThat(count(operator, "select count(*) from control.refused_facts"))
                    .as("seed %d", seed)
                    .isZero();
            assertThat(count(
                            operator,
                            "select sum(applied) from control.projection_positions where projection = 'node-status'"))
                    .as("facts applied, seed %d", seed)
                    .isEqualTo(LETTERS);
        }
    }

    private static void redriveUntilKilled(ControlProcess control, int afterMillis) throws Exception {
        CompletableFuture<Void> killed = control.killAfter(afterMillis);
        while (!killed.isDone()) {
            try {
                var unused = control.admin("POST", "/admin/dead-letters/redrive", "{\"limit\": 400}");
            } catch (UncheckedIOException e) {
                // Nobody knows how many this one redrove.
                killed.get();
            }
        }
    }

    /** As if projection node-status had refused them. */
    private static void keepLetters(EmbeddedKafka kafka, JdbcClient operator) {
        operator.sql("""
                insert into control.refused_facts (projection, topic, partition, fact_offset, node_id, report_id)
                select 'node-status', 'node.errors', 0, 1000000 + n, :node, 'report-' || n from generate_series(0, :last) n""").param("node", NODE).param("last", LETTERS - 1).update();
        List<DeadLetter> deadLetters = new ArrayList<>();
        for (int i = 0; i < LETTERS; i++) {
            byte[] value = NodeErrorReported.newBuilder()
                    .setMessage("kept " + i)
                    .build()
                    .toByteArray();
            var origin = new ConsumerRecord<>(
                    "node.errors", 0, 1_000_000L + i, Long.toString(NODE).getBytes(StandardCharsets.UTF_8), value);
            new FactHeaders("event-" + i, NODE, 1_800_000_000_000L, "report-" + i).writeTo(origin.headers());
            deadLetters.add(new DeadLetter(origin, new QuietCause()));
        }
        try (var journal = new DeadLetterJournal(
                "node-status", List.of(Topics.ERRORS), KafkaSettings.of(kafka.bootstrapServers()))) {
            journal.keep(deadLetters);
        }
    }

    /** Every dead letter is logged with its cause. */
    private static final class QuietCause extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private QuietCause() {
            super("for a test", null, false, false);
        }
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
