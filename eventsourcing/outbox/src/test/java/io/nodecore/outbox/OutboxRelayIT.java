package io.nodecore.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topic;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that was committed is published, in the order of the commits, and a second time under the same name only. */
class OutboxRelayIT {

    private final Topic<?> topic = Topic.of("outbox-" + UUID.randomUUID(), 1, new Topic.Keep.ForEver());
    private final KafkaSettings kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private final HikariDataSource database = database();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transactions =
            new TransactionTemplate(new DataSourceTransactionManager(database));
    private final OutboxRelay relay = relay();

    @BeforeEach
    void createTopic() {
        new TopicProvisioner(kafka).provision(List.of(topic));
    }

    @AfterEach
    void stopRelay() {
        relay.stop();
    }

    @Test
    void a_crash_between_publishing_and_removing_publishes_again_under_the_same_event_ids() {
        List<String> values = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
        add(values);
        refuseRemoval();
        relay.start();
        await().until(() -> published().size() >= 2 * values.size());
        allowRemoval();
        await().until(() -> waiting() == 0);

        List<ConsumerRecord<String, String>> all = published();
        assertThat(all).as("published again after the failure").hasSizeGreaterThan(values.size());
        assertThat(all.stream().map(OutboxRelayIT::eventId).distinct()).hasSize(values.size());
        assertThat(distinctByEventId(all)).isEqualTo(values);
    }

    @Test
    void who_waits_for_a_record_goes_on_when_it_is_published() {
        relay.start();
        add(List.of("first"));
        await().until(() -> waiting() == 0);

        long last = Objects.requireNonNull(transactions.execute(status -> {
            lock();
            return OutboxTable.add(jdbc, List.of(record("second"), record("third")));
        }));
        relay.awaitPublished(last);

        assertThat(distinctByEventId(published())).containsExactly("first", "second", "third");
    }

    @Test
    @Timeout(30)
    void who_waits_is_not_kept_for_ever_by_a_relay_that_can_not_publish() {
        add(List.of("first"));
        refuseRemoval();
        relay.start();

        relay.awaitPublished(Long.MAX_VALUE);

        assertThat(waiting()).as("records that wait still").isEqualTo(1);
    }

    @Test
    void a_commit_wakes_the_relay_whoever_made_it() {
        OutboxRelay patient = relay(Duration.ofMinutes(5));
        patient.start();
        try {
            add(List.of("first"));
            await().until(() -> waiting() == 0);

            // By now the relay waits for commits, and would look by itself in five minutes only.
            add(List.of("second"));
            await().until(() -> waiting() == 0);
        } finally {
            patient.stop();
        }
    }

    @Test
    void the_order_of_publication_is_the_order_of_the_commits_although_writers_race() throws Exception {
        jdbc.sql("create table counter (value bigint not null)").update();
        jdbc.sql("insert into counter values (0)").update();
        relay.start();
        int writers = 6;
        int each = 30;
        try (var threads = Executors.newFixedThreadPool(writers)) {
            List<Callable<Void>> work = IntStream.range(0, writers)
                    .<Callable<Void>>mapToObj(writer -> () -> {
                        for (int i = 0; i < each; i++) {
                            countInOneTransaction();
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        await().until(() -> waiting() == 0);

        assertThat(distinctByEventId(published()))
                .isEqualTo(IntStream.rangeClosed(1, writers * each)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void a_second_relay_waits_until_the_first_is_gone() {
        relay.start();
        add(List.of("by the first"));
        await().until(() -> waiting() == 0);
        OutboxRelay second = relay();
        second.start();
        try {
            relay.stop();
            add(List.of("by the second"));
            await().until(() -> waiting() == 0);
            assertThat(published()).extracting(ConsumerRecord::value).containsExactly("by the first", "by the second");
        } finally {
            second.stop();
        }
    }

    private OutboxRelay relay() {
        return relay(Duration.ofMillis(100));
    }

    private OutboxRelay relay(Duration poll) {
        return new OutboxRelay(
                database,
                kafka,
                new OutboxSettings(poll, 7, Duration.ofMillis(100), Duration.ofSeconds(5), "relay-" + topic.name()));
    }

    private void add(List<String> values) {
        transactions.executeWithoutResult(status -> {
            lock();
            OutboxTable.add(jdbc, values.stream().map(this::record).toList());
        });
    }

    /** A record says how many transactions had committed before its own. */
    private void countInOneTransaction() {
        transactions.executeWithoutResult(status -> {
            lock();
            String value = jdbc.sql("update counter set value = value + 1 returning value")
                    .query((row, n) -> row.getString(1))
                    .single();
            OutboxTable.add(jdbc, List.of(record(value)));
        });
    }

    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(1)").query(rs -> {});
    }

    private static HikariDataSource database() {
        PostgresAddress address = SharedServers.postgres().newDatabase();
        var dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(address.url());
        dataSource.setUsername(address.user());
        dataSource.setPassword(address.password());
        dataSource.setMaximumPoolSize(8);
        dataSource.setMinimumIdle(0);
        JdbcClient.create(dataSource).sql("""
                create table outbox (
                    id      bigint generated always as identity primary key,
                    topic   text  not null,
                    key     text  not null,
                    value   bytea,
                    headers jsonb not null
                )""").update();
        return dataSource;
    }

    private OutboxRecord record(String value) {
        return new OutboxRecord(
                topic.name(),
                "key",
                value.getBytes(StandardCharsets.UTF_8),
                Map.of(FactHeaders.EVENT_ID, UUID.randomUUID().toString()));
    }

    private void refuseRemoval() {
        jdbc.sql("""
                create function refuse() returns trigger language plpgsql as $$
                begin raise exception 'the process dies here'; end $$
                """).update();
        jdbc.sql("create trigger refuse before delete on outbox execute function refuse()")
                .update();
    }

    private void allowRemoval() {
        jdbc.sql("drop trigger refuse on outbox").update();
    }

    private long waiting() {
        return jdbc.sql("select count(*) from outbox")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static List<String> distinctByEventId(List<ConsumerRecord<String, String>> records) {
        List<String> seen = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            if (!seen.contains(eventId(record))) {
                seen.add(eventId(record));
                values.add(record.value());
            }
        }
        return values;
    }

    private static String eventId(ConsumerRecord<String, String> record) {
        return new String(record.headers().lastHeader(FactHeaders.EVENT_ID).value(), StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<String, String>> published() {
        return TopicContent.of(
                kafka.bootstrapServers(), topic.name(), new StringDeserializer(), new StringDeserializer());
    }
}
