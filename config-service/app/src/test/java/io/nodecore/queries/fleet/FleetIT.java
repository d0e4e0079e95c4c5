package io.nodecore.queries.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.nodecore.configservice.RunningControl;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.NodeErrorReported;
import io.nodecore.testkit.SharedServers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The fleet as one answer. */
class FleetIT {

    private final RunningControl control = RunningControl.get();
    private final RedisClient client = RedisClient.create(SharedServers.redis().url());
    private final RedisCommands<String, String> redis = client.connect().sync();

    @AfterEach
    void close() {
        client.shutdown();
    }

    @Test
    void a_node_without_reports_has_no_figures() {
        long nodeId = control.newNode().getNodeId();

        await().untilAsserted(() -> {
            JsonNode row = row(nodeId);
            assertThat(row.propertyNames())
                    .containsExactly(
                            "id",
                            "name",
                            "region",
                            "status",
                            "syncStatus",
                            "currentRevision",
                            "latestRevision",
                            "behindSince",
                            "cpuPercent",
                            "ramUsed",
                            "ramTotal",
                            "diskUsed",
                            "diskTotal",
                            "netRxPerSec",
                            "netTxPerSec",
                            "xrayRunning",
                            "usersOnline",
                            "lastSeenAt",
                            "lastError");
            assertThat(row.get("status").stringValue()).isEqualTo("pending");
            assertThat(row.get("region").stringValue()).isEqualTo("eu-west");
            for (String unknown :
                    new String[] {"behindSince", "cpuPercent", "diskTotal", "xrayRunning", "usersOnline", "lastError"
                    }) {
                assertThat(row.get(unknown).isNull()).as(unknown).isTrue();
            }
        });
    }

    @Test
    void a_row_has_the_figures_of_the_snapshot_and_the_users_of_the_newest_report() {
        long nodeId = control.newNode().getNodeId();
        redis.set("node:" + nodeId + ":stats", """
                {"nodeId": 1, "receivedAt": "2026-11-28T10:00:00Z", "mtproto": {"tag": {"x": 1}},
                 "system": {"uptimeSeconds": 5, "cpuPercent": 12.5, "cpuCores": 2, "ramUsed": 1, "ramTotal": 2, "diskUsed": 3,
                            "diskTotal": null, "netRxPerSec": 5.5, "netTxPerSec": 6.5, "netRxTotal": 7, "netTxTotal": 8},
                 "xray": {"running": true, "uptimeSeconds": 3}}
                """);
        redis.set("node:" + nodeId + ":online", "{\"receivedAtMs\":1,\"users\":17,\"protocols\":{\"3\":17}}");

        await().untilAsserted(() -> {
            JsonNode row = row(nodeId);
            assertThat(row.get("cpuPercent").doubleValue()).isEqualTo(12.5);
            assertThat(row.get("ramTotal").longValue()).isEqualTo(2);
            assertThat(row.get("diskTotal").isNull()).isTrue();
            assertThat(row.get("netTxPerSec").doubleValue()).isEqualTo(6.5);
            assertThat(row.get("xrayRunning").booleanValue()).isTrue();
            assertThat(row.get("usersOnline").intValue()).isEqualTo(17);
        });
        redis.set("node:" + nodeId + ":stats", "of another version");
        redis.del("node:" + nodeId + ":online");
        await().untilAsserted(() -> {
            assertThat(row(nodeId).get("cpuPercent").isNull()).isTrue();
            assertThat(row(nodeId).get("usersOnline").isNull()).isTrue();
        });
    }

    @Test
    void a_row_tells_since_when_its_node_is_behind_and_its_newest_error() {
        long nodeId = control.newNode().getNodeId();
        String services = "/admin/nodes/" + nodeId + "/services";
        control.expect(200, "PUT", services, inbound(443));
        Instant between = Instant.now();
        control.expect(200, "PUT", services, inbound(444));
        control.expect(200, "PUT", services, inbound(445));
        await().untilAsserted(() -> assertThat(
                        Instant.parse(row(nodeId).get("behindSince").stringValue()))
                .isBefore(between));

        control.report(
                Topics.CONFIG_APPLIED,
                nodeId,
                Instant.now(),
                "applied",
                ConfigApplied.newBuilder().setRevision(1).build().toByteArray());
        await().untilAsserted(() -> {
            JsonNode row = row(nodeId);
            assertThat(row.get("currentRevision").longValue()).isEqualTo(1);
            assertThat(row.get("latestRevision").longValue()).isEqualTo(3);
            assertThat(Instant.parse(row.get("behindSince").stringValue())).isAfter(between);
        });
        control.report(
                Topics.ERRORS,
                nodeId,
                Instant.now(),
                "error",
                NodeErrorReported.newBuilder().setMessage("no port").build().toByteArray());
        await().untilAsserted(() -> {
            JsonNode row = row(nodeId);
            assertThat(row.get("status").stringValue()).isEqualTo("error");
            assertThat(row.at("/lastError/message").stringValue()).isEqualTo("no port");
            assertThat(row.at("/lastError/code").isNull()).isTrue();
        });
    }

    @Test
    void a_parameter_is_refused() {
        assertThat(control.expect(400, "GET", "/admin/fleet?limit=5", null)
                        .at("/violations/0/field")
                        .stringValue())
                .isEqualTo("limit");
    }

    private JsonNode row(long nodeId) {
        return control.get("/admin/fleet")
                .body()
                .get("nodes")
                .valueStream()
                .filter(row -> row.get("id").longValue() == nodeId)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of node " + nodeId));
    }

    private static String inbound(int port) {
        return "{\"xray\": {\"inbounds\": [{\"tag\": \"in\", \"port\": %d, \"protocol\": \"vless\"}]}}".formatted(port);
    }
}
