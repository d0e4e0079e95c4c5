package io.nodecore.queries.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.nodecore.admin.redis.AdminRedisSettings;
import io.nodecore.admin.redis.RedisReads;
import io.nodecore.configservice.RunningControl;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.embedded.EmbeddedRedis;
import io.nodecore.testkit.SharedServers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Node stats while Redis is away: what Postgres has is told, and of the rest what is missing. */
class RedisAwayIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void hours_answer_while_redis_is_away_and_the_rest_says_what_is_missing() throws Exception {
        EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("redis"), 0);
        // Two control planes on one broker would give the same ids.
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                RunningControl control = RunningControl.on(
                        kafka.bootstrapServers(), SharedServers.postgres().newDatabase(), redis.url())) {
            long node = control.newNode().getNodeId();
            String history = "/admin/nodes/" + node + "/stats-history";
            String status = "/admin/nodes/" + node + "/runtime-status";
            hour(control, node);
            set(redis, "node:" + node + ":stats", "{\"nodeId\":" + node + "}");
            assertThat(control.expect(200, "GET", status, null).get("nodeId").longValue())
                    .isEqualTo(node);
            assertThat(control.expect(200, "GET", history, null).get("step").stringValue())
                    .isEqualTo("1m");

            redis.close();
            JsonNode hours = control.expect(200, "GET", history, null);
            assertThat(hours.get("step").stringValue()).isEqualTo("1h");
            assertThat(hours.get("missing").stringValue()).isEqualTo("1m");
            assertThat(hours.at("/points/0/reports").intValue()).isEqualTo(4);
            assertThat(control.expect(
                                    200,
                                    "GET",
                                    history + "?step=1h&from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z",
                                    null)
                            .has("missing"))
                    .isFalse();
            for (String path : List.of(status, history + "?step=2s", history + "?step=1m")) {
                JsonNode refusal = control.expect(503, "GET", path, null);
                assertThat(refusal.get("reason").stringValue()).as(path).isEqualTo("presence-unavailable");
            }
            askedItself(control, node, status);
            fleetAndOverviewWithoutPresence(control, node);

            EmbeddedRedis back = EmbeddedRedis.start(folder.resolve("redis"), port(redis));
            try {
                await().atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(control.get(status).status()).isEqualTo(200));
            } finally {
                back.close();
            }
        } finally {
            redis.close();
        }
    }

    /** One after the other they would take more than two minutes. */
    @Test
    void of_many_who_ask_a_redis_that_never_answers_each_waits_for_one_attempt() throws Exception {
        try (var silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
                var reads = new RedisReads(new AdminRedisSettings(
                        "redis://127.0.0.1:" + silent.getLocalPort(), false, Duration.ofSeconds(2)));
                var threads = Executors.newFixedThreadPool(70)) {
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                asking.add(threads.submit(() ->
                        assertThatThrownBy(() -> reads.commands().get("key")).isInstanceOf(RedisException.class)));
            }
            for (Future<?> one : asking) {
                one.get(SOON.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    /** The node itself can be asked without Redis. */
    private static void askedItself(RunningControl control, long node, String status) throws Exception {
        HttpServer agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        agent.createContext("/runtime-status", exchange -> {
            byte[] answer = "{\"system\":{\"cpuCores\":2}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        agent.start();
        try {
            control.expect(
                    200,
                    "PATCH",
                    "/admin/nodes/" + node,
                    "{\"ip\": \"127.0.0.1\", \"port\": %d}"
                            .formatted(agent.getAddress().getPort()));
            assertThat(control.expect(200, "GET", status + "?fromNode=true", null)
                            .at("/system/cpuCores")
                            .intValue())
                    .isEqualTo(2);
        } finally {
            agent.stop(0);
        }
    }

    /** Figures are unknown, the rest is answered, and the overview tells why. */
    private static void fleetAndOverviewWithoutPresence(RunningControl control, long node) {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode row = control.expect(200, "GET", "/admin/fleet", null).at("/nodes/0");
            assertThat(row.get("id").longValue()).isEqualTo(node);
            assertThat(row.get("usersOnline").isNull()).isTrue();
            JsonNode overview = control.expect(200, "GET", "/admin/overview", null);
            assertThat(overview.at("/users/online").isNull()).isTrue();
            assertThat(overview.get("problems").findValuesAsString("kind")).contains("presence-unavailable");
        });
        control.newUser();
        assertThat(control.expect(503, "GET", "/admin/users?online=true", null)
                        .get("reason")
                        .stringValue())
                .isEqualTo("presence-unavailable");
    }

    private static void hour(RunningControl control, long node) {
        control.jdbc().sql("""
                create table if not exists public.node_stats_hours (
                    node_id bigint, hour timestamptz, reports bigint, xray_running bigint,
                    cpu_min numeric, cpu_mean numeric, cpu_max numeric, ram_min numeric, ram_mean numeric, ram_max numeric,
                    disk_min numeric, disk_mean numeric, disk_max numeric, rx_min numeric, rx_mean numeric, rx_max numeric,
                    tx_min numeric, tx_mean numeric, tx_max numeric)
                """).update();
        control.jdbc()
                .sql("insert into public.node_stats_hours (node_id, hour, reports, xray_running)"
                        + " values (?, cast(? as timestamptz), 4, 1)")
                .params(
                        node,
                        Instant.now()
                                .minusSeconds(3_600)
                                .truncatedTo(ChronoUnit.HOURS)
                                .toString())
                .update();
    }

    private static void set(EmbeddedRedis redis, String key, String value) {
        RedisClient client = RedisClient.create(redis.url());
        try (var connection = client.connect()) {
            connection.sync().set(key, value);
        } finally {
            client.shutdown();
        }
    }

    private static int port(EmbeddedRedis redis) {
        return Integer.parseInt(redis.url().substring(redis.url().lastIndexOf(':') + 1));
    }
}
