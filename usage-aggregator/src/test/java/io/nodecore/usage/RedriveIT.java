package io.nodecore.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OutboundUsageItem;
import io.nodecore.schemas.facts.OutboundUsageReported;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Reports that were refused, and are redriven when the names of their time are long forgotten. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedriveIT {

    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    static Path folder;

    private final UsageDatabase database = new UsageDatabase();
    private EmbeddedKafka broker;
    private KafkaSettings kafka;
    private KafkaProducer<byte[], byte[]> producer;
    private ConfigurableApplicationContext service;

    /** A broker of its own: what these tests refuse would be fine for others, who count the dead letters of theirs. */
    @BeforeAll
    void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        broker = EmbeddedKafka.start(folder, 0);
        kafka = KafkaSettings.of(broker.bootstrapServers());
        producer = new KafkaProducer<>(kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
        service = UsageAggregator.start(
                "--server.port=0",
                "--spring.datasource.url=" + database.address().url(),
                "--spring.datasource.username=" + database.address().user(),
                "--spring.datasource.password=" + database.address().password(),
                // The reports of this test are received at times of its own.
                "--nodecore.usage.received-at-tolerance=100000d",
                "--nodecore.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    }

    @AfterAll
    void stop() {
        service.close();
        producer.close();
        broker.close();
    }

    @Test
    void a_report_that_is_redriven_twice_after_months_counts_once() {
        long node = newNode();
        refuse(node);
        append(Topics.USAGE, node, THEN, "r", usage(node, 100), null);
        append(Topics.USAGE, node, THEN, "s", usage(node + 1, 7), null);
        RedriveHeaders deadLetter = deadLetter(Topics.USAGE, node);
        await().untilAsserted(() -> assertThat(bytes(node)).containsExactly((node + 1) + " 7"));
        accept(node);

        append(Topics.USAGE, node, days(9), "later", usage(node + 1, 1), null);
        append(Topics.USAGE, node, THEN, "r", usage(node, 100), deadLetter);
        append(Topics.USAGE, node, days(90), "much later", usage(node + 1, 1), null);
        append(Topics.USAGE, node, THEN, "r", usage(node, 100), deadLetter);
        append(Topics.USAGE, node, days(91), "last", usage(node + 1, 1), null);

        await().untilAsserted(() -> assertThat(bytes(node)).containsExactly(node + " 100", (node + 1) + " 10"));
    }

    @Test
    void a_report_that_its_node_repeated_with_success_does_not_count_again_when_the_first_is_redriven_after_months() {
        long node = newNode();
        refuse(node);
        append(Topics.USAGE, node, THEN, "r", usage(node, 100), null);
        RedriveHeaders deadLetter = deadLetter(Topics.USAGE, node);
        accept(node);
        append(Topics.USAGE, node, THEN.plusSeconds(5), "r", usage(node, 100), null);
        append(Topics.USAGE, node, days(9), "later", usage(node + 1, 1), null);
        append(Topics.USAGE, node, days(90), "much later", usage(node + 1, 1), null);
        await().untilAsserted(() -> assertThat(bytes(node)).containsExactly(node + " 100", (node + 1) + " 2"));

        append(Topics.USAGE, node, THEN, "r", usage(node, 100), deadLetter);
        append(Topics.USAGE, node, days(91), "last", usage(node + 1, 1), null);

        await().untilAsserted(() -> assertThat(bytes(node)).containsExactly(node + " 100", (node + 1) + " 3"));
    }

    @Test
    void outbound_traffic_that_was_refused_counts_once_when_it_is_redriven_repeatedly() {
        long node = newNode();
        database.execute(
                "alter table usage.node_outbounds add constraint refused_%1$d check (node_id <> %1$d)".formatted(node));
        append(Topics.OUTBOUND_USAGE, node, THEN, "b", outbound(10), null);
        RedriveHeaders deadLetter = deadLetter(Topics.OUTBOUND_USAGE, node);
        database.execute("alter table usage.node_outbounds drop constraint refused_" + node);
        for (int i = 0; i < 3; i++) {
            append(Topics.OUTBOUND_USAGE, node, THEN, "b", outbound(10), deadLetter);
        }
        append(Topics.OUTBOUND_USAGE, node, days(30), "c", outbound(1), null);
        append(Topics.OUTBOUND_USAGE, node, THEN, "b", outbound(10), deadLetter);
        append(Topics.OUTBOUND_USAGE, node, days(31), "d", outbound(2), null);

        await().untilAsserted(() -> assertThat(
                        database.query("select traffic_bytes_up from usage.node_outbounds where node_id = " + node))
                .containsExactly("13"));
    }

    private static long newNode() {
        return ThreadLocalRandom.current().nextLong(1_000_000, 1_000_000_000) * 2;
    }

    private static Instant days(int number) {
        return THEN.plus(Duration.ofDays(number));
    }

    /** Postgres takes minutes of the user with this number for impossible. */
    private void refuse(long user) {
        database.execute("alter table usage.usage_minutes add constraint refused_%d check (user_id <> %d)"
                .formatted(user, user));
    }

    private void accept(long user) {
        database.execute("alter table usage.usage_minutes drop constraint refused_" + user);
    }

    private static byte[] usage(long user, long bytes) {
        return UsageReported.newBuilder()
                .addEntries(UsageEntry.newBuilder()
                        .setUserId(user)
                        .setNodeProtocolId(3)
                        .setBytesUp(bytes)
                        .setRecordedAt(THEN.toString()))
                .build()
                .toByteArray();
    }

    private static byte[] outbound(long bytes) {
        return OutboundUsageReported.newBuilder()
                .addItems(OutboundUsageItem.newBuilder().setTag("out").setBytesUp(bytes))
                .build()
                .toByteArray();
    }

    private void append(
            Topic<?> topic,
            long node,
            Instant receivedAt,
            String reportId,
            byte[] value,
            @Nullable RedriveHeaders redriven) {
        var record = new ProducerRecord<>(topic.name(), Long.toString(node).getBytes(StandardCharsets.UTF_8), value);
        new FactHeaders(UUID.randomUUID().toString(), node, receivedAt.toEpochMilli(), reportId)
                .writeTo(record.headers());
        if (redriven != null) {
            redriven.writeTo(record.headers());
        }
        producer.send(record);
        producer.flush();
        // Each in a step of its own.
        await().until(() -> database.query(
                        "select coalesce(sum(next_offset), 0) from usage.projection_positions where topic = '"
                                + topic.name() + "'")
                .getFirst()
                .equals(Long.toString(end(topic))));
    }

    private long end(Topic<?> topic) {
        try (var consumer =
                new KafkaConsumer<>(kafka.with(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer
                    .endOffsets(consumer.partitionsFor(topic.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList())
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** What a redriven report of the node's one dead letter carries. */
    private RedriveHeaders deadLetter(Topic<?> topic, long node) {
        String deadLetters = topic.deadLetters().orElseThrow().name();
        List<ConsumerRecord<byte[], byte[]>> found = await().until(
                        () -> TopicContent.of(kafka.bootstrapServers(), deadLetters).stream()
                                .filter(record ->
                                        FactHeaders.readFrom(record.headers()).nodeId() == node)
                                .toList(),
                        all -> all.size() == 1);
        DeadLetterHeaders cause = DeadLetterHeaders.readFrom(found.getFirst().headers());
        return new RedriveHeaders(1, cause.topic(), cause.partition(), cause.offset());
    }

    private List<String> bytes(long node) {
        return database.query("select user_id, sum(bytes_up) from public.usage_minutes where node_id = " + node
                + " group by 1 order by 1");
    }
}
