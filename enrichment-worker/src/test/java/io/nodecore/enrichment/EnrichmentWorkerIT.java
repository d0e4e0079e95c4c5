package io.nodecore.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.embedded.PostgresAddress;
import io.nodecore.journal.FactHeaders;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.replay.order.ReplayWire;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OnlineIp;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import io.nodecore.testkit.SharedServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The whole service on a real broker and a real database. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class EnrichmentWorkerIT {

    private static final Instant T = Instant.parse("2026-11-23T10:00:00.250Z");

    private static KafkaProducer<byte[], byte[]> producer;
    private static PostgresAddress postgres;

    private ConfigurableApplicationContext service;

    @BeforeAll
    static void connect() {
        postgres = SharedServers.postgres().newDatabase();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void disconnect() {
        producer.close();
    }

    @BeforeEach
    void start() {
        service = EnrichmentWorker.start(
                "--nodecore.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers(),
                "--spring.datasource.url=" + postgres.url(),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--server.port=0");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_user_at_an_address_is_one_row_from_the_first_to_the_last_report() {
        report(1, 10, user(1, "203.0.113.7", "2001:DB8:0::7"));
        report(2, 5, user(1, "::ffff:203.0.113.7"));
        report(1, 20, user(1, "203.0.113.7"));

        awaitRows(1, row(1, "2001:db8::7", 10, 10), row(1, "203.0.113.7", 5, 20));
    }

    @Test
    void a_restart_continues_after_the_stored_rows() {
        report(1, 10, user(2, "203.0.113.8"));
        awaitRows(2, row(2, "203.0.113.8", 10, 10));
        stop();
        report(1, 20, user(2, "203.0.113.8"));
        start();

        awaitRows(2, row(2, "203.0.113.8", 10, 20));
    }

    @Test
    void a_replay_gives_the_same_rows() {
        report(1, 30, user(3, "203.0.113.9"));
        report(1, 10, user(3, "203.0.113.9"));
        awaitRows(3, row(3, "203.0.113.9", 10, 30));
        List<Row> before = rows("select * from public.user_ips order by user_id, ip");
        stop();
        var database = JdbcClient.create(database());
        database.sql("delete from enrichment.projection_positions").update();
        database.sql("delete from enrichment.user_ips").update();
        start();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rows("select * from public.user_ips order by user_id, ip"))
                        .isEqualTo(before));
    }

    @Test
    void a_report_with_an_unreadable_address_does_not_stop_the_next_one() throws Exception {
        report(1, 10, user(4, "not an address"));
        report(1, 20, user(4, "203.0.113.10"));

        awaitRows(4, row(4, "203.0.113.10", 20, 20));
        assertThat(readiness()).isEqualTo(200);
    }

    @Test
    void a_replay_repairs_times_and_keeps_information_about_addresses() throws Exception {
        report(1, 10, user(5, "203.0.113.11"));
        report(1, 20, user(5, "203.0.113.11"));
        awaitRows(5, row(5, "203.0.113.11", 10, 20));
        var database = JdbcClient.create(database());

        database.sql("""
                insert into enrichment.ip_infos
                values ('203.0.113.11', 'ipinfo', now(), 'NL', 64500, '{"country": "nl"}')
                """).update();

        for (ReplayOrder.Mode mode : ReplayOrder.Mode.values()) {
            database.sql("update enrichment.user_ips set first_seen_at = last_seen_at where user_id = 5")
                    .update();
            var order = new ReplayOrder(
                    mode.ordinal() + 1,
                    "user-ips",
                    mode,
                    new Scope.Everything(),
                    0,
                    true,
                    Wanted.RUN,
                    1,
                    Instant.ofEpochMilli(System.currentTimeMillis()),
                    "");
            producer.send(new ProducerRecord<>(
                            Topics.CONTROL_REPLAYS.name(),
                            "id".getBytes(StandardCharsets.UTF_8),
                            ReplayWire.encode(order)))
                    .get();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(database.sql("select state from enrichment.replays where id = ?")
                                    .param(order.id())
                                    .query(String.class)
                                    .list())
                            .containsExactly(mode == ReplayOrder.Mode.SHADOW ? "swapped" : "done"));
            awaitRows(5, row(5, "203.0.113.11", 10, 20));
            assertThat(database.sql("select info ->> 'country' from public.user_ips where user_id = 5")
                            .query(String.class)
                            .single())
                    .isEqualTo("nl");
        }
    }

    private int readiness() throws IOException, InterruptedException {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health/readiness"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private record Row(long userId, String ip, Instant firstSeenAt, Instant lastSeenAt) {}

    private static Row row(long userId, String ip, int firstSecond, int lastSecond) {
        return new Row(userId, ip, T.plusSeconds(firstSecond), T.plusSeconds(lastSecond));
    }

    private void awaitRows(long userId, Row... expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                rows("select * from public.user_ips where user_id = " + userId + " order by ip"))
                        .containsExactly(expected));
    }

    private static List<Row> rows(String sql) {
        return JdbcClient.create(database())
                .sql(sql)
                .query((row, number) -> new Row(
                        row.getLong("user_id"),
                        row.getString("ip"),
                        row.getTimestamp("first_seen_at").toInstant(),
                        row.getTimestamp("last_seen_at").toInstant()))
                .list();
    }

    private static DriverManagerDataSource database() {
        return new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password());
    }

    private static OnlineUser user(long userId, String... ips) {
        OnlineUser.Builder user = OnlineUser.newBuilder().setUserId(userId).setNodeProtocolId(3);
        for (String ip : ips) {
            user.addIps(OnlineIp.newBuilder().setIp(ip).setLastSeen(1));
        }
        return user.build();
    }

    private static void report(long nodeId, int second, OnlineUser user) {
        var record = new ProducerRecord<>(
                Topics.ONLINE_USERS.name(),
                Long.toString(nodeId).getBytes(StandardCharsets.UTF_8),
                OnlineUsersReported.newBuilder().addUsers(user).build().toByteArray());
        String eventId = UUID.randomUUID().toString();
        new FactHeaders(eventId, nodeId, T.plusSeconds(second).toEpochMilli(), eventId).writeTo(record.headers());
        producer.send(record);
        producer.flush();
    }
}
