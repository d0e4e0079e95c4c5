package io.nodecore.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.journal.clocks.ReceivedAtSettings;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OutboundUsageItem;
import io.nodecore.schemas.facts.OutboundUsageReported;
import io.nodecore.schemas.facts.SessionEvent;
import io.nodecore.schemas.facts.SessionEventsReported;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import io.nodecore.usage.clocks.ClockedProjection;
import io.nodecore.usage.minutes.UsageProjection;
import io.nodecore.usage.outbound.OutboundProjection;
import io.nodecore.usage.sessions.SessionProjection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service as it runs, on a real broker and a real database. The topics are shared by the tests of this class, so each has nodes of
 * its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsageAggregatorIT {

    private static final long RECEIVED_AT_MS = System.currentTimeMillis();

    private final EmbeddedKafka broker = SharedServers.kafka();
    private final KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
    private final UsageDatabase database = new UsageDatabase();
    private final Conservation conservation = new Conservation(database, kafka);
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    private long node = 1_000;
    private ConfigurableApplicationContext service = start();

    @BeforeAll
    void ready() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        await().until(() -> readiness() == 200);
    }

    @BeforeEach
    void newNode() {
        node++;
    }

    @AfterEach
    void every_fact_is_accounted_for() {
        await().untilAsserted(() -> {
            for (Topic<?> topic : List.of(Topics.USAGE, Topics.OUTBOUND_USAGE, Topics.SESSION_EVENTS)) {
                assertThat(lag(topic)).as("lag of %s", topic.name()).isZero();
            }
        });
        conservation.assertBalanced("usage", Topics.USAGE, "after a test");
        conservation.assertBalanced("outbound-usage", Topics.OUTBOUND_USAGE, "after a test");
        conservation.assertBalanced("session-events", Topics.SESSION_EVENTS, "after a test");
    }

    @AfterAll
    void stop() {
        service.close();
        producer.close();
    }

    @Test
    void reports_become_rows() {
        append(
                Topics.USAGE,
                "u",
                UsageReported.newBuilder()
                        .addEntries(entry(10, 20).setSubscriptionId(node))
                        .addEntries(entry(1, 2).setSubscriptionId(node))
                        .addEntries(entry(5, 5))
                        .build());
        append(
                Topics.OUTBOUND_USAGE,
                "o",
                OutboundUsageReported.newBuilder()
                        .addItems(OutboundUsageItem.newBuilder()
                                .setTag("direct")
                                .setBytesUp(3)
                                .setBytesDown(4))
                        .build());
        append(
                Topics.SESSION_EVENTS,
                "s",
                SessionEventsReported.newBuilder()
                        .addEvents(SessionEvent.newBuilder()
                                .setUserId(42)
                                .setProtocol("VLESS")
                                .setEventType("ONLINE")
                                .setOccurredAt("2026-01-01T15:00:00+03:00")
                                .setIpAddress("192.0.2.1"))
                        .build());

        await().untilAsserted(() -> {
            assertThat(usage())
                    .containsExactly("2026-01-01 12:00:00+00 0 5 5", "2026-01-01 12:00:00+00 " + node + " 11 22");
            assertThat(database.query(
                            "select bytes_up, bytes_down from public.subscription_traffic where subscription_id = "
                                    + node))
                    .containsExactly("11 22");
            assertThat(database.query(
                            "select tag, traffic_bytes_up, traffic_bytes_down from public.node_outbounds where node_id = "
                                    + node))
                    .containsExactly("direct 3 4");
            assertThat(database.query("select user_id, protocol, event_type, occurred_at, ip_address"
                            + " from public.session_events where node_id = " + node))
                    .containsExactly("42 vless online 2026-01-01 12:00:00+00 192.0.2.1");
        });
    }

    @Test
    void a_repeat_counts_once_also_after_a_restart() {
        var report = UsageReported.newBuilder().addEntries(entry(1, 1)).build();
        append(Topics.USAGE, "same", report);
        append(Topics.USAGE, "same", report);
        append(Topics.USAGE, "before-the-restart", report);
        await().untilAsserted(() -> assertThat(usage()).containsExactly("2026-01-01 12:00:00+00 0 2 2"));

        service.close();
        append(Topics.USAGE, "same", report);
        append(Topics.USAGE, "after-the-restart", report);
        service = start();
        await().untilAsserted(() -> assertThat(usage()).containsExactly("2026-01-01 12:00:00+00 0 3 3"));
    }

    @Test
    void a_node_that_fills_the_counter_of_a_subscription_takes_no_bytes_of_other_users_or_nodes() {
        long hostile = node;
        long filled = 7_000_000 + node;
        for (int power = 62; power >= 10; power--) {
            append(
                    Topics.USAGE,
                    "h" + power,
                    UsageReported.newBuilder()
                            .addEntries(entry(1L << power, 0).setSubscriptionId(filled))
                            .build());
        }
        append(
                Topics.OUTBOUND_USAGE,
                "o",
                OutboundUsageReported.newBuilder()
                        .addItems(outbound("full", Long.MAX_VALUE))
                        .addItems(outbound("full", Long.MAX_VALUE))
                        .addItems(outbound("direct", 4))
                        .build());
        node += 500;
        append(
                Topics.USAGE,
                "honest",
                UsageReported.newBuilder()
                        .addEntries(entry(5_000, 1).setSubscriptionId(filled))
                        .addEntries(entry(10, 20).setSubscriptionId(filled + 1))
                        .addEntries(entry(1, 2))
                        .build());

        await().untilAsserted(() -> {
            assertThat(usage())
                    .containsExactly(
                            "2026-01-01 12:00:00+00 0 1 2",
                            "2026-01-01 12:00:00+00 " + filled + " 5000 1",
                            "2026-01-01 12:00:00+00 " + (filled + 1) + " 10 20");
            assertThat(database.query("select bytes_up, bytes_down from public.subscription_traffic"
                            + " where subscription_id in (%1$d, %1$d + 1) order by subscription_id".formatted(filled)))
                    .containsExactly(Long.MAX_VALUE + " 1", "10 20");
            assertThat(database.query(
                            "select bytes_up from usage.subscription_traffic where subscription_id = " + filled))
                    .as("the exact sum")
                    .containsExactly(Long.toUnsignedString((1L << 63) - (1L << 10) + 5_000));
            assertThat(database.query("select tag, traffic_bytes_up from public.node_outbounds where node_id = "
                            + hostile + " order by tag"))
                    .containsExactly("direct 4", "full " + Long.MAX_VALUE);
        });
    }

    private static OutboundUsageItem.Builder outbound(String tag, long up) {
        return OutboundUsageItem.newBuilder().setTag(tag).setBytesUp(up);
    }

    @Test
    void a_fact_that_can_not_be_read_goes_to_the_dead_letters_and_its_neighbours_are_kept() {
        append(
                Topics.USAGE,
                "a",
                UsageReported.newBuilder().addEntries(entry(1, 1)).build());
        append(
                Topics.USAGE,
                "b",
                UsageReported.newBuilder()
                        .addEntries(entry(1, 1).setRecordedAt("yesterday"))
                        .build());
        append(
                Topics.USAGE,
                "c",
                UsageReported.newBuilder().addEntries(entry(1, 1)).build());

        await().untilAsserted(() -> assertThat(usage()).containsExactly("2026-01-01 12:00:00+00 0 2 2"));
        assertThat(deadLetters(Topics.USAGE)).containsExactly(node + "/b");
    }

    @Test
    void facts_read_are_facts_applied_repeated_or_dead_lettered() {
        var meters = service.getBean(MeterRegistry.class);
        double before = counted(meters, Topics.USAGE);
        append(
                Topics.USAGE,
                "a",
                UsageReported.newBuilder().addEntries(entry(1, 1)).build());
        append(
                Topics.USAGE,
                "a",
                UsageReported.newBuilder().addEntries(entry(1, 1)).build());
        append(
                Topics.USAGE,
                "b",
                UsageReported.newBuilder().addEntries(entry(1, -1)).build());

        await().untilAsserted(() -> assertThat(counted(meters, Topics.USAGE)).isEqualTo(before + 3));
        assertThat(deadLetters(Topics.USAGE)).containsExactly(node + "/b");
    }

    @Test
    void a_replay_from_the_beginning_into_a_fresh_schema_gives_the_same_rows() {
        for (int i = 0; i < 50; i++) {
            append(
                    Topics.USAGE,
                    "r" + i % 40,
                    UsageReported.newBuilder()
                            .addEntries(entry(i, 1).setSubscriptionId(1 + i % 3))
                            .build());
        }
        await().untilAsserted(() -> assertThat(lag(Topics.USAGE)).isZero());
        UsageDatabase shadow = database.shadow();
        // As the service reads them: the facts of this test are received in another year than they are appended.
        var receivedAt = ReceivedAtBound.of(new ReceivedAtSettings(Duration.ofMinutes(10)), topic -> {});
        var settings = ProjectionSettings.defaults();
        // The group would share the partitions with the live service: a replay has names of its own.
        var runners = List.of(
                new ProjectionRunner<>(
                        Renamed.of(ClockedProjection.of(receivedAt, new UsageProjection())),
                        shadow.dataSource(),
                        kafka,
                        settings,
                        new SimpleMeterRegistry()),
                new ProjectionRunner<>(
                        Renamed.of(ClockedProjection.of(receivedAt, new OutboundProjection())),
                        shadow.dataSource(),
                        kafka,
                        settings,
                        new SimpleMeterRegistry()),
                new ProjectionRunner<>(
                        Renamed.of(ClockedProjection.of(receivedAt, new SessionProjection())),
                        shadow.dataSource(),
                        kafka,
                        settings,
                        new SimpleMeterRegistry()));
        runners.forEach(ProjectionRunner::start);
        try {
            await().untilAsserted(() -> {
                assertThat(UsageRows.minutes(shadow)).isEqualTo(UsageRows.minutes(database));
                assertThat(UsageRows.subscriptions(shadow)).isEqualTo(UsageRows.subscriptions(database));
                assertThat(UsageRows.outbounds(shadow)).isEqualTo(UsageRows.outbounds(database));
                assertThat(UsageRows.sessions(shadow)).isEqualTo(UsageRows.sessions(database));
            });
        } finally {
            runners.forEach(ProjectionRunner::close);
        }
    }

    @Test
    void health_and_metrics_are_served() throws Exception {
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness").body())
                .contains("\"projections\"", "\"usage\":\"ok\"", "\"postgres\"", "\"terms\"");
        assertThat(get("/actuator/prometheus").body())
                .contains("nodecore_facts_applied_total{projection=\"usage\",topic=\"node.usage\"}")
                .contains("nodecore_projection_lag_records{")
                .contains("nodecore_conservation_difference{");
    }

    private ConfigurableApplicationContext start() {
        return UsageAggregator.start(
                "--server.port=0",
                // The broker is shared: other tests have left facts in its topics that can't be applied.
                "--nodecore.dead-letters.tolerated=10000",
                "--spring.datasource.url=" + database.address().url(),
                "--spring.datasource.username=" + database.address().user(),
                "--spring.datasource.password=" + database.address().password(),
                "--nodecore.kafka.bootstrap-servers=" + broker.bootstrapServers());
    }

    private static UsageEntry.Builder entry(long up, long down) {
        return UsageEntry.newBuilder()
                .setUserId(42)
                .setNodeProtocolId(3)
                .setBytesUp(up)
                .setBytesDown(down)
                .setRecordedAt("2026-01-01T12:00:30Z");
    }

    private void append(Topic<?> topic, String reportId, MessageLite value) {
        byte[] key = Long.toString(node).getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(topic.name(), key, value.toByteArray());
        new FactHeaders(UUID.randomUUID().toString(), node, RECEIVED_AT_MS, reportId).writeTo(record.headers());
        producer.send(record);
        producer.flush();
    }

    /** This test's minutes: minute, subscription, bytes. */
    private List<String> usage() {
        return database.query(
                "select minute, subscription_id, bytes_up, bytes_down from public.usage_minutes where node_id = " + node
                        + " order by 1, 2");
    }

    private long lag(Topic<?> topic) {
        return service.getBeansOfType(ProjectionRunner.class).values().stream()
                .flatMap(runner -> ((ProjectionRunner<?>) runner).positions().stream())
                .filter(position -> position.topic().equals(topic.name()))
                .mapToLong(position -> position.endOffset() < 0 ? 1 : position.lagRecords())
                .sum();
    }

    private static double counted(MeterRegistry meters, Topic<?> topic) {
        return Stream.of("nodecore.facts.applied", "nodecore.facts.repeated", "nodecore.facts.dead.lettered")
                .mapToDouble(name ->
                        meters.get(name).tag("topic", topic.name()).counter().count())
                .sum();
    }

    /** This test's dead letters, node and report id, once there is at least one. */
    private List<String> deadLetters(Topic<?> topic) {
        String deadLetters = topic.deadLetters().orElseThrow().name();
        return await().until(
                        () -> TopicContent.of(broker.bootstrapServers(), deadLetters).stream()
                                .map(record -> FactHeaders.readFrom(record.headers()))
                                .filter(headers -> headers.nodeId() == node)
                                .map(headers -> node + "/" + headers.reportId())
                                .toList(),
                        found -> !found.isEmpty());
    }

    private int readiness() throws IOException, InterruptedException {
        return get("/actuator/health/readiness").statusCode();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
