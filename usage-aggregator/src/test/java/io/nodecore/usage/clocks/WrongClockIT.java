package io.nodecore.usage.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.usage.UsageAggregator;
import io.nodecore.usage.UsageDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Gateways whose clocks are days off, on a real broker that stamps every record with its own time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongClockIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String TOTALS = """
            select subscription_id, bytes_up, extract(epoch from updated_at) > extract(epoch from now()) - 3600
                   and updated_at <= now() from usage.subscription_traffic order by 1""";

    private final UsageDatabase database = new UsageDatabase();
    private EmbeddedKafka broker;
    private KafkaProducer<byte[], byte[]> producer;
    private ConfigurableApplicationContext service;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        broker = EmbeddedKafka.start(folder, 0);
        service = UsageAggregator.start(
                "--server.port=0",
                "--spring.datasource.url=" + database.address().url(),
                "--spring.datasource.username=" + database.address().user(),
                "--spring.datasource.password=" + database.address().password(),
                "--nodecore.kafka.bootstrap-servers=" + broker.bootstrapServers());
        producer = new KafkaProducer<>(
                KafkaSettings.of(broker.bootstrapServers()).with(Map.of()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    void stop() {
        service.close();
        producer.close();
        broker.close();
    }

    @Test
    void a_repeat_through_another_gateway_counts_once_whichever_clock_is_off_and_the_bytes_are_billed_today() {
        Instant now = Instant.now();
        for (Duration off : List.of(Duration.ofDays(9), Duration.ofDays(-9), Duration.ofDays(400))) {
            long node = 100 + off.toDays() + 1_000;
            append(Topics.USAGE, node, "r", now.plus(off), usage(node, 100));
            append(Topics.USAGE, node, "r", now, usage(node, 100));
            append(Topics.USAGE, node, "next", now, usage(node, 1));
        }
        awaitApplied(Topics.USAGE, 9);

        assertThat(database.query(TOTALS)).containsExactly("1091 101 t", "1109 101 t", "1500 101 t");
        assertThat(database.query("select distinct day, bytes_up from usage.subscription_billing"))
                .containsExactly(LocalDate.ofInstant(now, ZoneOffset.UTC) + " 101");
        assertThat(database.query("select distinct received_at_ms > extract(epoch from now()) * 1000 from usage.report_ids"
                        + " where topic = 'node.usage'"))
                .containsExactly("f");
        assertThat(service.getBean(MeterRegistry.class)
                        .counter("nodecore.usage.received.at.replaced", "topic", "node.usage")
                        .count())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void hours_of_node_stats_are_not_deleted_by_a_report_from_the_future() {
        String hour = "date_trunc('hour', now(), 'UTC') - interval '30 days'";
        database.execute("insert into usage.node_stats_hours values (5, " + hour
                + ", 1, 1, 0, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0, null)");
        var stats = NodeStatsReported.getDefaultInstance();
        append(Topics.STATS, 5, "s1", Instant.now().plus(Duration.ofDays(400)), stats);
        append(Topics.STATS, 5, "s2", Instant.now().minus(Duration.ofDays(400)), stats);
        awaitApplied(Topics.STATS, 2);

        assertThat(database.query(
                        "select hour > now() - interval '3 hours' and hour <= now(), sum(reports) from usage.node_stats_hours"
                                + " where node_id = 5 group by 1 order by 1"))
                .containsExactly("f 1", "t 2");
    }

    private void awaitApplied(Topic<?> topic, long facts) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(database.query(
                                "select sum(next_offset) from usage.projection_positions where topic = '" + topic.name()
                                        + "'"))
                        .containsExactly(Long.toString(facts)));
        assertThat(service.getBeansOfType(ProjectionRunner.class)).isNotEmpty();
    }

    private static UsageReported usage(long subscription, long bytes) {
        return UsageReported.newBuilder()
                .addEntries(UsageEntry.newBuilder()
                        .setUserId(1)
                        .setSubscriptionId(subscription)
                        .setNodeProtocolId(1)
                        .setBytesUp(bytes)
                        .setRecordedAt("2026-01-01T12:00:30Z"))
                .build();
    }

    private void append(Topic<?> topic, long node, String reportId, Instant receivedAt, MessageLite value) {
        byte[] key = Long.toString(node).getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(topic.name(), key, value.toByteArray());
        new FactHeaders(UUID.randomUUID().toString(), node, receivedAt.toEpochMilli(), reportId)
                .writeTo(record.headers());
        producer.send(record);
        producer.flush();
    }
}
