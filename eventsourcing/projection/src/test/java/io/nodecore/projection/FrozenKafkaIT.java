package io.nodecore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.deadletter.DeadLetterSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

/** Readiness while Kafka keeps its connections and answers nothing, and after it answers again. */
class FrozenKafkaIT {

    /** The default is 45 s, so that readiness is red within 60 s; the test takes less. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(8);

    private final Topic<?> topic = Topic.of("facts-" + UUID.randomUUID(), 2, new Keep.ForEver());
    private final TallyDatabase database = new TallyDatabase();

    @TempDir
    private Path folder;

    @Test
    void a_projection_without_waiting_facts_is_red_while_kafka_is_frozen_and_green_after() throws Exception {
        try (var broker = new BrokerProcess(folder)) {
            var kafka = KafkaSettings.of(broker.bootstrapServers());
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> new TopicProvisioner(kafka).provision(List.of(topic)));
            append(kafka, "a=1");
            var projection = new TallyProjection("tally-" + UUID.randomUUID(), topic, (connection, facts) -> {});
            try (var runner = new ProjectionRunner<>(
                    projection, database.dataSource(), kafka, settings(), new SimpleMeterRegistry())) {
                runner.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> tallies().equals(List.of("a 1")));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> health(runner).equals(Status.UP));

                broker.freeze();
                await().atMost(STUCK_AFTER.plusSeconds(15))
                        .until(() -> health(runner).equals(Status.DOWN));
                assertThat(runner.troubles())
                        .anySatisfy(trouble -> assertThat(trouble).contains("has made no round since"));

                broker.thaw();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> health(runner).equals(Status.UP));
                append(kafka, "a=2");
                await().atMost(Duration.ofSeconds(60)).until(() -> tallies().equals(List.of("a 3")));
            }
        }
    }

    private static ProjectionSettings settings() {
        return new ProjectionSettings(
                1,
                50,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(6),
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                STUCK_AFTER);
    }

    private static Status health(ProjectionRunner<?> runner) {
        return new ProjectionHealth(List.of(runner), DeadLetterSettings.defaults())
                .health()
                .getStatus();
    }

    private List<String> tallies() {
        return database.query("select name, total from tallies order by name");
    }

    private void append(KafkaSettings kafka, String value) throws Exception {
        try (var producer =
                new KafkaProducer<>(kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic.name(), 0, utf8("1"), utf8(value));
            new FactHeaders(UUID.randomUUID().toString(), 1, 1_000, "report").writeTo(record.headers());
            producer.send(record).get();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
