package io.nodecore.queries.presence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.nodecore.configservice.RunningControl;
import io.nodecore.testkit.SharedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Presence as presence-service leaves it in Redis, and a node asked itself. */
class PresenceIT {

    private final RunningControl control = RunningControl.get();
    private final RedisClient client = RedisClient.create(SharedServers.redis().url());
    private final RedisCommands<String, String> redis = client.connect().sync();

    @AfterEach
    void leaveNothing() {
        redis.flushall();
        client.shutdown();
    }

    @Test
    void online_users_come_in_pages_by_their_ids_with_the_node_protocols_they_are_on() {
        long nodeId = control.newNode().getNodeId();
        long protocol = control.expect(200, "PUT", "/admin/nodes/" + nodeId + "/services", """
                        {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless"}]}}
                        """)
                .at("/protocols/0/id")
                .longValue();
        long elsewhere = protocol + 1000;
        for (long user = 1; user <= 5; user++) {
            redis.set("online:user:" + user, "1700000000000");
            redis.set("online:inbound:%d:user:%d".formatted(elsewhere, user), "170000000000" + user);
        }
        redis.set("online:inbound:%d:user:2".formatted(protocol), "1700000009999");

        JsonNode first = control.get("/admin/online?limit=2").body();
        assertThat(first.get("users").toString())
                .isEqualTo(("[{\"userId\":1,\"nodeProtocolIds\":[%d],\"lastSeenAt\":\"2023-11-14T22:13:20.001Z\"},"
                                + "{\"userId\":2,\"nodeProtocolIds\":[%d,%d],\"lastSeenAt\":\"2023-11-14T22:13:29.999Z\"}]")
                        .formatted(elsewhere, protocol, elsewhere));
        JsonNode rest = control.get(
                        "/admin/online?limit=3&cursor=" + first.get("next").stringValue())
                .body();
        assertThat(userIds(rest)).containsExactly(3L, 4L, 5L);
        assertThat(rest.get("next").isNull()).isTrue();

        assertThat(userIds(control.get("/admin/online?nodeId=" + nodeId).body()))
                .containsExactly(2L);
        assertThat(userIds(
                        control.get("/admin/online?nodeProtocolId=" + protocol).body()))
                .containsExactly(2L);
        assertThat(userIds(
                        control.get("/admin/online?nodeProtocolId=" + elsewhere).body()))
                .hasSize(5);
    }

    @Test
    void the_runtime_status_is_the_stored_snapshot() {
        long nodeId = control.newNode().getNodeId();
        String path = "/admin/nodes/" + nodeId + "/runtime-status";
        assertThat(control.get(path).status()).isEqualTo(404);

        String snapshot = "{\"nodeId\":%d,\"receivedAt\":\"2026-11-23T10:00:00Z\",\"system\":null}".formatted(nodeId);
        redis.set("node:" + nodeId + ":stats", snapshot);

        assertThat(control.get(path).body().toString()).isEqualTo(snapshot);
    }

    @Test
    void a_node_is_asked_itself_and_its_silence_is_told_from_its_absence() throws IOException {
        long nodeId = control.newNode().getNodeId();
        String path = "/admin/nodes/" + nodeId + "/runtime-status?fromNode=true";
        HttpServer agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        agent.createContext("/runtime-status", exchange -> {
            byte[] answer = "{\"system\":{\"cpuCores\":2}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        agent.start();
        moveTo(nodeId, agent.getAddress().getPort());

        JsonNode live = control.get(path).body();
        assertThat(live.get("nodeId").longValue()).isEqualTo(nodeId);
        assertThat(live.at("/system/cpuCores").intValue()).isEqualTo(2);
        assertThat(live.get("xray").isNull()).isTrue();

        agent.stop(0);
        assertThat(control.get(path).status()).isEqualTo(502);
        // Accepts connections and never answers.
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            moveTo(nodeId, silent.getLocalPort());
            assertThat(control.get(path).status()).isEqualTo(504);
        }
    }

    private void moveTo(long nodeId, int port) {
        control.expect(200, "PATCH", "/admin/nodes/" + nodeId, "{\"ip\": \"127.0.0.1\", \"port\": %d}".formatted(port));
    }

    private static List<Long> userIds(JsonNode answer) {
        return answer.get("users")
                .valueStream()
                .map(user -> user.get("userId").longValue())
                .toList();
    }
}
