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
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.testkit.TopicContent;
import io.nodecore.usage.minutes.UsageProjection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a node reports late stays: a broker that checks retention all the time removes a record of the same age from a topic as brokers
 * make it by default, and leaves the usage where it is.
 */
class RetentionIT {

    /** A topic as it would be without the catalogue: 7 days, counted from the time stamp of the record. */
    private static final TopicPartition BY_DEFAULT = new TopicPartition("retention-by-default", 0);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Test
    void usage_of_400_days_ago_is_counted_in_its_minute_and_stays_when_retention_was_checked(@TempDir Path folder)
            throws Exception {
        Instant longAgo = Instant.now().minus(400, ChronoUnit.DAYS);
        try (var broker = EmbeddedKafka.start(
                folder, 0, Map.of("log.retention.check.interval.ms", "100", "log.initial.task.delay.ms", "100"))) {
            KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
            new TopicProvisioner(kafka).provision(List.of(Topics.USAGE));
            try (var admin = Admin.create(kafka.with(Map.of()));
                    var producer = new KafkaProducer<>(
                            kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
                admin.createTopics(List.of(new NewTopic(BY_DEFAULT.topic(), Optional.of(1), Optional.empty())))
                        .all()
                        .get();
                producer.send(usageOf(longAgo)).get();
                var live = new UsageDatabase();
                assertCountedInItsMinute(live, kafka, longAgo);

                // Twice, so that a whole check has begun and ended after the usage was there.
                for (long removed = 1; removed <= 2; removed++) {
                    producer.send(new ProducerRecord<>(
                                    BY_DEFAULT.topic(), 0, longAgo.toEpochMilli(), new byte[0], new byte[0]))
                            .get();
                    long begin = removed;
                    await("the check removes what is old by its own time")
                            .atMost(TIMEOUT)
                            .until(() -> begin(admin, BY_DEFAULT) == begin);
                }

                var usage = TopicContent.of(broker.bootstrapServers(), Topics.USAGE.name());
                assertThat(usage).hasSize(1);
                assertThat(usage.getFirst().timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
                assertThat(begin(
                                admin,
                                new TopicPartition(
                                        Topics.USAGE.name(), usage.getFirst().partition())))
                        .isZero();
                assertThat(TopicContent.of(broker.bootstrapServers(), BY_DEFAULT.topic()))
                        .isEmpty();
                assertCountedInItsMinute(new UsageDatabase(), kafka, longAgo);
            }
        }
    }

    /** Reads the topic from its beginning into an empty database. */
    private static void assertCountedInItsMinute(UsageDatabase database, KafkaSettings kafka, Instant at) {
        try (var runner = new ProjectionRunner<>(
                new UsageProjection(),
                database.dataSource(),
                kafka,
                ProjectionSettings.defaults(),
                new SimpleMeterRegistry())) {
            runner.start();
            String minute = at.truncatedTo(ChronoUnit.MINUTES)
                    .toString()
                    .replace('T', ' ')
                    .replace("Z", "");
            await().atMost(TIMEOUT)
                    .untilAsserted(() ->
                            assertThat(UsageRows.minutes(database)).containsExactly(minute + " 1 42 7 3 1000 2000"));
        }
    }

    /** As a producer would send it that dates its records by what they report. */
    private static ProducerRecord<byte[], byte[]> usageOf(Instant at) {
        byte[] value = UsageReported.newBuilder()
                .addEntries(UsageEntry.newBuilder()
                        .setUserId(42)
                        .setSubscriptionId(7)
                        .setNodeProtocolId(3)
                        .setBytesUp(1_000)
                        .setBytesDown(2_000)
                        .setRecordedAt(at.toString()))
                .build()
                .toByteArray();
        byte[] key = "1".getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(Topics.USAGE.name(), null, at.toEpochMilli(), key, value);
        new FactHeaders("event", 1, Instant.now().toEpochMilli(), "report").writeTo(record.headers());
        return record;
    }

    private static long begin(Admin admin, TopicPartition partition) throws Exception {
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
