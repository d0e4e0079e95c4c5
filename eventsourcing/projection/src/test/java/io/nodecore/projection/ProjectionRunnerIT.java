package io.nodecore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.journal.deadletter.DeadLetterSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.projection.TallyProjection.Intrusion;
import io.nodecore.projection.TallyProjection.Tally;
import io.nodecore.projection.positions.PositionsTable;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.unit.DataSize;

/** The runner on a real broker and a real database. */
class ProjectionRunnerIT {

    private static final Intrusion NONE = (connection, facts) -> {};

    private final KafkaSettings kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private final Topic<?> topic = Topic.of("facts-" + UUID.randomUUID(), 2, new Keep.ForEver());
    private final String projectionName = "tally-" + UUID.randomUUID();
    private final TallyDatabase database = new TallyDatabase();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    private final Deque<ProjectionRunner<Tally>> runners = new ArrayDeque<>();

    @BeforeAll
    static void defaultTimeout() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void topicExists() {
        new TopicProvisioner(kafka).provision(List.of(topic));
    }

    @AfterEach
    void stop() {
        runners.forEach(ProjectionRunner::close);
        producer.close();
    }

    @Test
    void every_fact_is_applied_once_over_restarts() {
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 50; i++) {
                append(i % 2, "a=1");
            }
            var runner = start(NONE);
            if (round < 3) {
                // Closed at any moment, with facts applied or waiting.
                long atLeast = 10L + round * 40L;
                await().until(() -> appliedCount() >= atLeast);
                runner.close();
            }
        }
        await().untilAsserted(() -> assertThat(tallies()).containsExactly("a 200"));
        assertEveryFactOnce();
        assertThat(meters.counter("nodecore.facts.applied", "projection", projectionName, "topic", topic.name())
                        .count())
                .isEqualTo(200);
        await().untilAsserted(() -> assertThat(last().positions())
                .extracting(PositionSnapshot::position, PositionSnapshot::endOffset, PositionSnapshot::lagRecords)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(100L, 100L, 0L),
                        org.assertj.core.groups.Tuple.tuple(100L, 100L, 0L)));
        assertThat(health()).isEqualTo(Status.UP);
    }

    @Test
    void poison_goes_to_the_dead_letters_with_its_origin_and_the_partition_goes_on() {
        append(0, "a=1");
        append(0, "what");
        append(0, "a=5000");
        append(0, "a=2");
        producer.send(new ProducerRecord<>(topic.name(), 0, utf8("1"), utf8("a=4")));
        append(0, "a=8");
        start(NONE);

        await().untilAsserted(() -> assertThat(tallies()).containsExactly("a 11"));
        List<ConsumerRecord<byte[], byte[]>> deadLetters = deadLetters(3);
        var headers = deadLetters.stream()
                .map(deadLetter -> DeadLetterHeaders.readFrom(deadLetter.headers()))
                .toList();
        assertThat(headers).extracting(DeadLetterHeaders::offset).containsExactly(1L, 4L, 2L);
        assertThat(headers.get(1).cause()).contains("header event-id is missing");
        var overflow = deadLetters.get(2);
        assertThat(overflow.key()).isEqualTo(utf8("1"));
        assertThat(overflow.value()).isEqualTo(utf8("a=5000"));
        assertThat(FactHeaders.readFrom(overflow.headers()).reportId()).isEqualTo("report");
        assertThat(headers.get(2).topic()).isEqualTo(topic.name());
        assertThat(headers.get(2).partition()).isZero();
        assertThat(headers.get(2).projection()).isEqualTo(projectionName);
        assertThat(headers.get(2).cause()).contains("tallies");
        assertThat(meters.counter("nodecore.facts.dead.lettered", "projection", projectionName, "topic", topic.name())
                        .count())
                .isEqualTo(3);
    }

    @Test
    void a_connection_killed_in_mid_transaction_loses_and_doubles_nothing() {
        var killed = new AtomicBoolean();
        append(0, "a=1");
        append(0, "a=2");
        start((connection, facts) -> {
            if (killed.compareAndSet(false, true)) {
                try (var statement = connection.createStatement()) {
                    statement.execute("select pg_terminate_backend(pg_backend_pid())");
                }
            }
        });

        await().untilAsserted(() -> assertThat(tallies()).containsExactly("a 3"));
        assertThat(killed).isTrue();
        assertEveryFactOnce();
        await().untilAsserted(() -> assertThat(health()).isEqualTo(Status.UP));
    }

    @Test
    void readiness_is_red_while_the_database_is_away_and_nothing_goes_to_the_dead_letters() {
        var away = new AtomicBoolean(true);
        append(0, "a=1");
        start((connection, facts) -> {
            if (away.get()) {
                throw new SQLException("connection lost", "08006");
            }
        });

        await().untilAsserted(() -> assertThat(health()).isEqualTo(Status.DOWN));
        assertThat(last().positions())
                .anySatisfy(position -> assertThat(position.lastError()).contains("connection lost"));
        assertThat(tallies()).isEmpty();

        away.set(false);
        await().untilAsserted(() -> assertThat(health()).isEqualTo(Status.UP));
        assertThat(tallies()).containsExactly("a 1");
        assertThat(database.query("select next_offset from projection_positions where partition = 0"))
                .containsExactly("1");
        assertThat(deadLetters(0)).isEmpty();
    }

    @Test
    void what_kept_a_partition_from_going_on_is_written_down_once_the_database_is_there_again() {
        var away = new AtomicBoolean(true);
        append(0, "a=1");
        start((connection, facts) -> {
            if (away.getAndSet(false)) {
                throw new SQLException("connection lost", "08006");
            }
        });

        await().untilAsserted(() -> assertThat(tallies()).containsExactly("a 1"));
        assertThat(database.query("select partition, error from projection_errors"))
                .contains("0 java.sql.SQLException: connection lost");
    }

    @Test
    void a_thread_that_dies_turns_readiness_red() {
        append(0, "a=1");
        start((connection, facts) -> {
            throw new AssertionError("no exception, so nobody catches it");
        });

        await().untilAsserted(() -> assertThat(health()).isEqualTo(Status.DOWN));
        assertThat(last().troubles()).singleElement().asString().contains("died", "nobody catches it");
    }

    @Test
    void a_position_that_is_frozen_while_its_topic_grows_turns_readiness_red_and_green_again() {
        var frozen = new CountDownLatch(1);
        append(0, "a=1");
        start(
                (connection, facts) -> {
                    try {
                        frozen.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                Duration.ofSeconds(2));
        append(0, "a=2");
        assertThat(last().troubles()).isEmpty();

        await().untilAsserted(() -> assertThat(health()).isEqualTo(Status.DOWN));
        assertThat(last().troubles())
                .anySatisfy(trouble -> assertThat(trouble).containsPattern("position 0 of|has made no round since"));
        frozen.countDown();
        await().untilAsserted(() -> assertThat(health()).isEqualTo(Status.UP));
        assertThat(tallies()).containsExactly("a 3");
    }

    @Test
    void offsets_without_records_are_passed_over_so_that_no_lag_remains() {
        start(NONE);
        var transactional = kafka.with(Map.of("transactional.id", "writer-" + UUID.randomUUID()));
        try (var writer = new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            writer.initTransactions();
            writer.beginTransaction();
            writer.send(record(topic, 0, "a=1"));
            writer.commitTransaction();
            await().untilAsserted(() -> assertThat(tallies()).containsExactly("a 1"));
            // An aborted transaction has no record that is read at all, and a marker.
            writer.beginTransaction();
            writer.send(record(topic, 0, "a=2"));
            writer.flush();
            writer.abortTransaction();
        }

        await().untilAsserted(() -> assertThat(
                        database.query("select next_offset, passed_over from projection_positions where partition = 0"))
                .containsExactly("4 3"));
        await().untilAsserted(() -> assertThat(last().positions())
                .extracting(PositionSnapshot::lagRecords)
                .containsExactly(0L, 0L));
        assertThat(tallies()).containsExactly("a 1");
    }

    @Test
    void dead_letters_that_pile_up_turn_readiness_red_and_green_again_when_no_more_come() {
        var deadLetters = new DeadLetterSettings(Duration.ofSeconds(5), 2);
        start(NONE);
        append(0, "what");
        append(1, "what");
        deadLetters(2);
        await().untilAsserted(() -> assertThat(last().recentDeadLetters().within(Duration.ofHours(1)))
                .isEqualTo(2));
        assertThat(health(deadLetters)).isEqualTo(Status.UP);

        append(0, "what");
        append(1, "what");
        append(1, "what");
        await().untilAsserted(() -> assertThat(health(deadLetters)).isEqualTo(Status.DOWN));
        await().untilAsserted(() -> assertThat(health(deadLetters)).isEqualTo(Status.UP));
    }

    @Test
    void a_zombie_that_wakes_up_changes_nothing() throws Exception {
        var inTransaction = new CountDownLatch(1);
        var wakeUp = new CountDownLatch(1);
        append(0, "a=1");
        start((connection, facts) -> {
            inTransaction.countDown();
            try {
                assertThat(wakeUp.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(inTransaction.await(30, TimeUnit.SECONDS)).isTrue();

        // The sleeper's heartbeats go on, so the group leaves it its partition: this claim is another owner's.
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            new PositionsTable(projectionName)
                    .claim(connection, Map.of(new TopicPartition(topic.name(), 0), 0L), Duration.ofSeconds(30));
            connection.commit();
        }
        assertThat(tallies()).isEmpty();
        append(0, "b=1");
        wakeUp.countDown();

        await().untilAsserted(() -> assertThat(tallies()).containsExactly("a 1", "b 1"));
        assertEveryFactOnce();
    }

    @Test
    void two_processes_share_the_partitions_and_take_over_from_each_other() {
        var first = start(NONE);
        var second = start(NONE);
        await().untilAsserted(() ->
                assertThat(first.positions().size() + second.positions().size()).isEqualTo(2));
        await().untilAsserted(() -> assertThat(first.positions()).hasSize(1));
        for (int i = 0; i < 100; i++) {
            append(i % 2, "a=1");
        }
        await().untilAsserted(() -> assertThat(tallies()).containsExactly("a 100"));
        first.close();
        for (int i = 0; i < 100; i++) {
            append(i % 2, "a=1");
        }
        await().untilAsserted(() -> assertThat(tallies()).containsExactly("a 200"));
        assertEveryFactOnce();
    }

    @Test
    void a_position_beyond_the_log_is_red_and_stays_where_it_is() {
        append(0, "a=1");
        append(1, "b=1");
        database.execute(position(topic, 99));
        start(NONE);

        await().untilAsserted(() -> assertThat(tallies()).containsExactly("b 1"));
        await().untilAsserted(() -> assertThat(last().positions())
                .anySatisfy(position -> assertThat(position.lastError()).contains("outside the log")));
        assertThat(health()).isEqualTo(Status.DOWN);
        assertThat(database.query("select next_offset from projection_positions where partition = 0"))
                .containsExactly("99");
    }

    @Test
    void facts_removed_before_they_were_read_are_red_where_they_were_to_stay_for_ever() throws Exception {
        database.execute(position(topic, 0));
        removeFirstOf3(topic);
        start(NONE);

        await().untilAsserted(() -> assertThat(health()).isEqualTo(Status.DOWN));
        assertThat(tallies()).isEmpty();
    }

    @Test
    void facts_removed_by_the_retention_that_their_topic_promises_are_passed_over() throws Exception {
        Topic<?> shortLived = Topic.of("facts-" + UUID.randomUUID(), 1, new Keep.AtLeast(Duration.ofDays(1)));
        new TopicProvisioner(kafka).provision(List.of(shortLived));
        database.execute(position(shortLived, 0));
        removeFirstOf3(shortLived);
        start(new TallyProjection(projectionName, shortLived, NONE));

        await().untilAsserted(() -> assertThat(tallies()).containsExactly("a 2"));
        assertThat(health()).isEqualTo(Status.UP);
    }

    /** A position of partition 0 that counts from where it stands. */
    private String position(Topic<?> of, long offset) {
        return """
                insert into projection_positions (projection, topic, partition, first_offset, next_offset, epoch, updated_at)
                values ('%s', '%s', 0, %d, %d, 1, now())""".formatted(projectionName, of.name(), offset, offset);
    }

    private void removeFirstOf3(Topic<?> from) throws Exception {
        for (int i = 0; i < 3; i++) {
            append(from, 0, "a=1");
        }
        try (var admin = Admin.create(kafka.with(Map.of()))) {
            admin.deleteRecords(Map.of(new TopicPartition(from.name(), 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
    }

    private ProjectionRunner<Tally> start(Intrusion intrusion) {
        return start(new TallyProjection(projectionName, topic, intrusion));
    }

    private ProjectionRunner<Tally> start(Intrusion intrusion, Duration stuckAfter) {
        return start(new TallyProjection(projectionName, topic, intrusion), stuckAfter);
    }

    private ProjectionRunner<Tally> start(TallyProjection projection) {
        return start(projection, Duration.ofSeconds(60));
    }

    private ProjectionRunner<Tally> start(TallyProjection projection, Duration stuckAfter) {
        var settings = new ProjectionSettings(
                1,
                7,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(6),
                Duration.ofSeconds(2),
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                stuckAfter);
        var runner = new ProjectionRunner<>(projection, database.dataSource(), kafka, settings, meters);
        runners.push(runner);
        runner.start();
        return runner;
    }

    private ProjectionRunner<Tally> last() {
        return Objects.requireNonNull(runners.peek());
    }

    private Status health() {
        return health(DeadLetterSettings.defaults());
    }

    private Status health(DeadLetterSettings deadLetters) {
        return new ProjectionHealth(List.of(last()), deadLetters).health().getStatus();
    }

    private void append(int partition, String value) {
        append(topic, partition, value);
    }

    private void append(Topic<?> to, int partition, String value) {
        producer.send(record(to, partition, value));
        producer.flush();
    }

    private static ProducerRecord<byte[], byte[]> record(Topic<?> to, int partition, String value) {
        var record = new ProducerRecord<>(to.name(), partition, utf8("1"), utf8(value));
        new FactHeaders(UUID.randomUUID().toString(), 1, 1_000, "report").writeTo(record.headers());
        return record;
    }

    /** All dead letters, once there are at least so many. */
    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int atLeast) {
        String deadLetters = topic.deadLetters().orElseThrow().name();
        return await().until(
                        () -> TopicContent.of(kafka.bootstrapServers(), deadLetters), found -> found.size() >= atLeast);
    }

    private void assertEveryFactOnce() {
        assertThat(database.query("select topic, partition, next from applied group by 1, 2, 3 having count(*) > 1"))
                .isEmpty();
    }

    private long appliedCount() {
        return Long.parseLong(database.query("select count(*) from applied").getFirst());
    }

    private List<String> tallies() {
        return database.query("select name, total from tallies order by name");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
