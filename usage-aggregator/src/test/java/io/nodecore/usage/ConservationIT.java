package io.nodecore.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.testkit.SharedServers;
import io.nodecore.usage.minutes.UsageProjection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/**
 * accepted = applied + repeated + dead-lettered: the topic's end against the counts in the database and the dead letters in Kafka, over
 * restarts, broken connections, repeats and poison.
 *
 * <p>The topic is shared with other tests of this run, whose facts are counted like this test's own.
 */
class ConservationIT {

    private static final int ROUNDS = 6;
    private static final int REPORTS = 60;
    private static final long T0 = 1_800_000_000_000L;

    private final KafkaSettings kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private final UsageDatabase database = new UsageDatabase();
    private final Conservation conservation = new Conservation(database, kafka);
    // One request at a time: a topic that is a moment old refuses the first, and those behind it would be out of order.
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            kafka.with(Map.of("max.in.flight.requests.per.connection", 1)),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    @AfterEach
    void stop() {
        producer.close();
    }

    @Test
    void every_accepted_report_is_applied_repeated_or_dead_lettered_whatever_is_restarted() throws Exception {
        long seed = Long.getLong("nodecore.conservation.seed", 20_261_124);
        var random = new Random(seed);
        new TopicProvisioner(kafka).provision(List.of(Topics.USAGE));
        for (int round = 1; round <= ROUNDS; round++) {
            append(random);
            String story = "seed " + seed + " (-Dnodecore.conservation.seed), round " + round;
            MeterRegistry meters = new SimpleMeterRegistry();
            var runner = new ProjectionRunner<>(new UsageProjection(), database.dataSource(), kafka, quick(), meters);
            runner.start();
            try {
                if (round % 2 == 0) {
                    // Whatever is in progress loses its connection, and with the runner closed at once, its answer.
                    await().until(() -> !runner.positions().isEmpty());
                    database.breakConnections();
                    continue;
                }
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> conservation.assertBalanced("usage", Topics.USAGE, story));
                assertThat(sum(meters, "difference")).as("seed %d", seed).isZero();
                assertThat(sum(meters, "applied") + sum(meters, "repeated") + sum(meters, "dead.lettered"))
                        .as("metrics of seed %d", seed)
                        .isEqualTo(sum(meters, "accepted"))
                        .isEqualTo(conservation.accepted(Topics.USAGE));
            } finally {
                runner.close();
            }
        }
        assertThat(conservation.counts("usage", Topics.USAGE))
                .as("seed %d has facts of every kind", seed)
                .satisfies(counts -> {
                    assertThat(counts.applied()).isGreaterThan(100);
                    assertThat(counts.repeated()).isGreaterThan(20);
                    assertThat(counts.deadLettered()).isGreaterThan(20);
                });
    }

    /** Reports of nodes of this test's own: new ones, repeats of this round's and of earlier rounds', and poison of two kinds. */
    private void append(Random random) throws Exception {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (int i = 0; i < REPORTS; i++) {
            long node = 700_000 + random.nextInt(9);
            long bytes = switch (random.nextInt(10)) {
                case 0 -> -1;
                case 1 -> Long.MAX_VALUE;
                default -> random.nextInt(1_000);
            };
            var value = UsageReported.newBuilder()
                    .addEntries(UsageEntry.newBuilder()
                            .setUserId(1)
                            .setSubscriptionId(node)
                            .setNodeProtocolId(3)
                            .setBytesUp(bytes)
                            .setBytesDown(1)
                            .setRecordedAt("2026-01-01T12:00:30Z"))
                    .build();
            byte[] key = Long.toString(node).getBytes(StandardCharsets.UTF_8);
            var record = new ProducerRecord<>(Topics.USAGE.name(), key, value.toByteArray());
            new FactHeaders(UUID.randomUUID().toString(), node, T0 + i, "r" + random.nextInt(60))
                    .writeTo(record.headers());
            acknowledgements.add(producer.send(record));
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get(30, TimeUnit.SECONDS);
        }
    }

    private static double sum(MeterRegistry meters, String number) {
        return meters.find("nodecore.conservation." + number).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    private static ProjectionSettings quick() {
        return new ProjectionSettings(
                1,
                7,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(6),
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(60));
    }
}
