package io.nodecore.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.testkit.TopicContent;
import io.nodecore.usage.minutes.UsageProjection;
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

/** A report of as many entries as the node edge takes, applied and as poison. On a broker of its own: others would read it, too. */
class LargestReportIT {

    private static final int ENTRIES = 100_000;
    private static final long NODE = 900_001;

    @Test
    void the_largest_report_is_applied_whole_or_kept_whole_as_one_dead_letter(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedKafka.start(folder, 0)) {
            play(KafkaSettings.of(broker.bootstrapServers()));
        }
    }

    private static void play(KafkaSettings kafka) throws Exception {
        new TopicProvisioner(kafka).provision(List.of(Topics.USAGE));
        UsageReported full = full();
        // The same but for the time of its last entry, which Postgres can't store.
        UsageReported poison = full.toBuilder()
                .setEntries(ENTRIES - 1, entry(0, 1).toBuilder().setRecordedAt("+300000-01-01T12:00Z"))
                .build();
        assertThat(full.getSerializedSize()).isLessThan(Topic.LARGEST_FACT_BYTES);
        append(
                kafka,
                "before",
                UsageReported.newBuilder().addEntries(entry(0, 1)).build());
        append(kafka, "poison", poison);
        append(kafka, "full", full);
        append(
                kafka,
                "after",
                UsageReported.newBuilder().addEntries(entry(0, 1)).build());

        var database = new UsageDatabase();
        try (var runner = new ProjectionRunner<>(
                new UsageProjection(),
                database.dataSource(),
                kafka,
                ProjectionSettings.defaults(),
                new SimpleMeterRegistry())) {
            runner.start();
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(database.query(
                                    "select bytes_up from usage_minutes where node_id = " + NODE + " and user_id = 0"))
                            .containsExactly("2"));
        }
        assertThat(database.query("select count(*), sum(bytes_up) from usage_minutes where node_id = " + NODE
                        + " and user_id > 0"))
                .containsExactly(ENTRIES + " " + ENTRIES);
        assertThat(TopicContent.of(
                        kafka.bootstrapServers(),
                        Topics.USAGE.deadLetters().orElseThrow().name()))
                .hasSize(1)
                .allSatisfy(deadLetter -> {
                    assertThat(FactHeaders.readFrom(deadLetter.headers()).reportId())
                            .isEqualTo("poison");
                    assertThat(deadLetter.value()).isEqualTo(poison.toByteArray());
                });
    }

    private static UsageReported full() {
        var report = UsageReported.newBuilder();
        for (int user = 1; user <= ENTRIES; user++) {
            report.addEntries(entry(user, 1));
        }
        return report.build();
    }

    private static UsageEntry entry(long user, long up) {
        return UsageEntry.newBuilder()
                .setUserId(user)
                .setNodeProtocolId(3)
                .setBytesUp(up)
                .setRecordedAt("2026-01-01T12:00Z")
                .build();
    }

    private static void append(KafkaSettings kafka, String reportId, UsageReported report) throws Exception {
        Map<String, Object> large = Map.of("max.request.size", 8 * 1024 * 1024);
        try (var producer =
                new KafkaProducer<>(kafka.with(large), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = Long.toString(NODE).getBytes(StandardCharsets.UTF_8);
            var record = new ProducerRecord<>(Topics.USAGE.name(), key, report.toByteArray());
            new FactHeaders(UUID.randomUUID().toString(), NODE, 1_800_000_000_000L, reportId).writeTo(record.headers());
            producer.send(record).get();
        }
    }
}
