package io.nodecore.usage.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.projection.Projection;
import io.nodecore.projection.ProjectionRunner;
import io.nodecore.projection.ProjectionSettings;
import io.nodecore.replay.ReplayDatabase;
import io.nodecore.replay.ReplaySettings;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.Replays;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayOrder.Mode;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.testkit.SharedServers;
import io.nodecore.usage.UsageDatabase;
import io.nodecore.usage.minutes.UsageProjection;
import io.nodecore.usage.nodestats.NodeStatsHoursProjection;
import io.nodecore.usage.outbound.OutboundProjection;
import io.nodecore.usage.sessions.SessionProjection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.util.unit.DataSize;

/** Live projection of usage in a database of its own, and replays beside it, as the service runs them. */
final class ReplayedUsage implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final long T0 = 1_800_000_000_000L;

    final KafkaSettings kafka;
    final UsageDatabase database = new UsageDatabase();
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<ProjectionRunner<?>> live = new ArrayList<>();
    private final Map<Long, ReplayOrder> orders = new HashMap<>();
    private long lastId = 100;
    private Replays replays;

    ReplayedUsage() {
        this(SharedServers.kafka());
    }

    ReplayedUsage(EmbeddedKafka broker) {
        kafka = KafkaSettings.of(broker.bootstrapServers());
        producer = new KafkaProducer<>(
                kafka.with(Map.of("max.in.flight.requests.per.connection", 1)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        new TopicProvisioner(kafka)
                .provision(List.of(
                        Topics.USAGE,
                        Topics.OUTBOUND_USAGE,
                        Topics.SESSION_EVENTS,
                        Topics.STATS,
                        Topics.CONTROL_REPLAYS));
        replays = startReplays();
    }

    /** Live projection by this code. */
    void goLive(Projection<?> projection) {
        var runner =
                new ProjectionRunner<>(projection, database.dataSource(), kafka, quick(), new SimpleMeterRegistry());
        live.add(runner);
        runner.start();
    }

    void endLive() {
        live.forEach(ProjectionRunner::close);
        live.clear();
    }

    void restartReplays() {
        replays.stop();
        replays = startReplays();
    }

    private Replays startReplays() {
        var address = database.address();
        var started = new Replays(
                List.<Replayable<?>>of(
                        UsageProjection.replayable(ReceivedAtBound.NONE),
                        OutboundProjection.replayable(ReceivedAtBound.NONE),
                        SessionProjection.replayable(ReceivedAtBound.NONE),
                        NodeStatsHoursProjection.replayable(ReceivedAtBound.NONE)),
                List.of(),
                List.of(),
                new ReplayDatabase(address.url(), address.user(), address.password(), "usage"),
                kafka,
                new ReplaySettings(
                        2,
                        50,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(8),
                        20,
                        Duration.ofMillis(900),
                        Duration.ofMillis(200),
                        Duration.ofHours(1)),
                InstantSource.system());
        started.start();
        orders.values().forEach(started::follow);
        return started;
    }

    long order(String projection, Mode mode, Scope scope, long factsPerSecond) {
        long id = ++lastId;
        say(new ReplayOrder(
                id,
                projection,
                mode,
                scope,
                factsPerSecond,
                false,
                Wanted.RUN,
                1,
                Instant.ofEpochMilli(System.currentTimeMillis()),
                ""));
        return id;
    }

    long order(String projection) {
        return order(projection, Mode.SHADOW, new Scope.Everything(), 0);
    }

    void want(long id, Wanted wanted) {
        ReplayOrder before = requireNonNull(orders.get(id));
        say(before.wanting(wanted));
    }

    private void say(ReplayOrder order) {
        orders.put(order.id(), order);
        replays.follow(order);
    }

    void awaitState(long id, String state) {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(state(id)).isEqualTo(state + " null"));
    }

    /** The state and the error, of the latest order. */
    String state(long id) {
        return database
                .query("select state, error from usage.replays where id = " + id + " and revision = "
                        + requireNonNull(orders.get(id)).revision())
                .stream()
                .findFirst()
                .orElse("unknown");
    }

    long applied(long id) {
        return Long.parseLong(database.query("select coalesce(max(applied), 0) from usage.replays where id = " + id)
                .getFirst());
    }

    /** Name, equality and the number of differing rows of each compared table. */
    List<String> comparison(long id) {
        return database.query("""
                select t ->> 'table', t ->> 'equal', t ->> 'onlyLive', t ->> 'onlyReplayed', t ->> 'changed'
                from usage.replays, jsonb_array_elements(comparison -> 'tables') t where id = %d order by 1
                """.formatted(id));
    }

    /** Waits until live projection has applied all that was appended. */
    void awaitLive(Topic<?> topic) {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            var positions = live.stream()
                    .flatMap(runner -> runner.positions().stream())
                    .filter(position -> position.topic().equals(topic.name()))
                    .toList();
            assertThat(positions).hasSize(topic.partitions()).allSatisfy(position -> {
                assertThat(position.position()).isNotNegative();
                assertThat(position.lagRecords()).isZero();
            });
            long applied = Long.parseLong(database.query(
                            "select coalesce(sum(next_offset), 0) from usage.projection_positions where topic = '"
                                    + topic.name() + "'")
                    .getFirst());
            assertThat(applied).isEqualTo(end(topic));
        });
    }

    private long end(Topic<?> topic) {
        try (var consumer = new org.apache.kafka.clients.consumer.KafkaConsumer<>(
                kafka.with(Map.of()),
                new org.apache.kafka.common.serialization.ByteArrayDeserializer(),
                new org.apache.kafka.common.serialization.ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new org.apache.kafka.common.TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Reports of a few nodes with a few entries each, some of them twice. */
    void append(Random random, int reports) {
        for (int i = 0; i < reports; i++) {
            long node = 1 + random.nextInt(5);
            var report = UsageReported.newBuilder();
            for (int entry = random.nextInt(6); entry >= 0; entry--) {
                report.addEntries(UsageEntry.newBuilder()
                        .setUserId(10 + random.nextInt(5))
                        .setSubscriptionId(random.nextInt(8))
                        .setNodeProtocolId(1 + random.nextInt(2))
                        .setBytesUp(random.nextInt(1_000))
                        .setBytesDown(random.nextInt(100_000))
                        .setRecordedAt("2026-01-0%dT12:%02d:30Z".formatted(1 + random.nextInt(3), random.nextInt(60))));
            }
            append(node, "r" + random.nextInt(100_000), report.build());
        }
        producer.flush();
    }

    Future<RecordMetadata> append(long node, String reportId, UsageReported report) {
        return append(Topics.USAGE, node, reportId, T0, report.toByteArray());
    }

    /** @return where the record will stand */
    Future<RecordMetadata> append(Topic<?> topic, long node, String reportId, long receivedAtMs, byte[] value) {
        byte[] key = Long.toString(node).getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(topic.name(), key, value);
        new FactHeaders(UUID.randomUUID().toString(), node, receivedAtMs, reportId).writeTo(record.headers());
        return producer.send(record);
    }

    /** As an operator does it with the dead letter of a record. */
    void redrive(RecordMetadata refused, long node, String reportId, UsageReported report) {
        byte[] key = Long.toString(node).getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(refused.topic(), refused.partition(), key, report.toByteArray());
        new FactHeaders(UUID.randomUUID().toString(), node, T0, reportId).writeTo(record.headers());
        new RedriveHeaders(1, refused.topic(), refused.partition(), refused.offset()).writeTo(record.headers());
        producer.send(record);
        producer.flush();
    }

    /** Checksums of the tables of usage, of a schema. */
    List<String> checksums(String schema) {
        return database.query("""
                select 'minutes', count(*), sum(hashtextextended(t::text, 0)), sum(bytes_up) from %1$s.usage_minutes t
                union all
                select 'traffic', count(*), sum(hashtextextended(t::text, 0)), sum(bytes_up) from %1$s.subscription_traffic t
                union all
                select 'hours', count(*), sum(hashtextextended(t::text, 0)), sum(bytes_up) from %1$s.usage_hours t
                union all
                select 'days', count(*), sum(hashtextextended(t::text, 0)), sum(bytes_up) from %1$s.usage_days t
                union all
                select 'node-hours', count(*), sum(hashtextextended(t::text, 0)), sum(bytes_up) from %1$s.node_usage_hours t
                union all
                select 'billing', count(*), sum(hashtextextended(t::text, 0)), sum(bytes_up) from %1$s.subscription_billing t
                """.formatted(schema));
    }

    private static ProjectionSettings quick() {
        return new ProjectionSettings(
                1,
                100,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        replays.stop();
        endLive();
        producer.close();
    }
}
