package io.nodecore.control.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.schemas.facts.NodeErrorReported;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From what nodes report to what admins see of them. */
class NodeStatusIT {

    private final RunningControl control = RunningControl.get();
    private final long nodeId = control.newNode().getNodeId();
    private final String path = "/admin/nodes/" + nodeId;

    @Test
    void silence_makes_a_node_offline_and_the_next_heartbeat_online_again() {
        heartbeat(Instant.now());
        awaitStatus("online", "pending");

        awaitStatus("offline", "pending");
        heartbeat(Instant.now());
        awaitStatus("online", "pending");

        await().untilAsserted(() ->
                assertThat(eventTypes()).containsSubsequence("node.online", "node.offline", "node.online"));
    }

    @Test
    void only_a_confirmation_makes_a_node_synced_also_where_nothing_was_published() {
        heartbeat(Instant.now());
        awaitStatus("online", "pending");

        applied(Instant.now(), 0);
        awaitStatus("online", "synced");
    }

    @Test
    void a_repeated_error_does_not_mark_a_node_that_recovered_meanwhile() {
        Instant failedAt = Instant.now();
        heartbeat(failedAt);
        error(failedAt, "e1", "xray exited", null, null);
        awaitStatus("error", "failed");
        applied(failedAt.plusMillis(100), 0);
        awaitStatus("online", "synced");

        error(failedAt.plusMillis(200), "e1", "xray exited", null, null);
        error(failedAt.plusMillis(50), "e2", "read after the repeat", null, null);
        await().untilAsserted(() -> assertThat(
                        control.get(path + "/errors").body().get("errors").size())
                .isEqualTo(2));
        assertThat(control.get(path).body().get("status").stringValue()).isEqualTo("online");
    }

    @Test
    void a_confirmation_that_comes_again_after_another_one_does_not_undo_it() {
        Instant first = Instant.now();
        control.expect(200, "PUT", path + "/services", """
                {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless"}]}}
                """);
        applied(first, 0, "confirms-0");
        applied(first.plusMillis(10), 1, "confirms-1");
        awaitStatus("pending", "synced");

        applied(first.plusMillis(20), 0, "confirms-0");
        // Read after the repeat: the same partition.
        applied(first.plusMillis(5), 0, "confirms-0-late");
        await().untilAsserted(() -> assertThat(control.jdbc()
                        .sql("select report_id from confirmations where node_id = ? order by report_id")
                        .param(nodeId)
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("confirms-0", "confirms-0-late", "confirms-1"));
        awaitStatus("pending", "synced");
        assertThat(control.get(path).body().get("currentRevision").longValue()).isEqualTo(1);
    }

    @Test
    void an_error_marks_the_node_until_it_confirms_and_stays_in_the_history() {
        control.expect(200, "PUT", path + "/services", """
                {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless"}]}}
                """);
        heartbeat(Instant.now());
        awaitStatus("online", "pending");

        Instant failedAt = Instant.now();
        error(failedAt, "e1", "xray exited", "xray-exit", "{\"exitCode\": 23}");
        error(failedAt.plusMillis(5), "e1", "xray exited", "xray-exit", "{\"exitCode\": 23}");
        awaitStatus("error", "failed");
        JsonNode lastError = control.get(path).body().get("lastError");
        assertThat(lastError.get("message").stringValue()).isEqualTo("xray exited");
        assertThat(lastError.get("details").get("exitCode").intValue()).isEqualTo(23);
        assertThat(lastError.get("revision").longValue()).isEqualTo(1);

        applied(failedAt.plusMillis(100), 1);
        awaitStatus("online", "synced");
        JsonNode history = control.get(path + "/errors").body();
        assertThat(history.get("errors").size()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(eventTypes())
                .filteredOn("node.error"::equals)
                .as("a repeat is told once")
                .hasSize(1));
    }

    @Test
    void the_history_comes_in_pages_newest_first() {
        Instant first = Instant.parse("2026-11-23T10:00:00Z");
        for (int i = 0; i < 3; i++) {
            error(first.plusSeconds(i), "page-" + i, "error " + i, null, null);
        }
        await().untilAsserted(() -> assertThat(
                        control.get(path + "/errors").body().get("errors").size())
                .isEqualTo(3));

        JsonNode page = control.get(path + "/errors?limit=2").body();
        assertThat(page.get("errors").findValuesAsString("message")).containsExactly("error 2", "error 1");
        JsonNode rest = control.get(
                        path + "/errors?limit=2&cursor=" + page.get("next").stringValue())
                .body();
        assertThat(rest.get("errors").findValuesAsString("message")).containsExactly("error 0");
        assertThat(rest.get("next").isNull()).isTrue();
    }

    @Test
    void an_address_of_a_heartbeat_is_replaced_by_an_admin_and_by_a_newer_heartbeat() {
        control.report(
                Topics.HEARTBEATS,
                nodeId,
                Instant.now(),
                UUID.randomUUID().toString(),
                HeartbeatReceived.newBuilder().setIp("198.51.100.1").build().toByteArray());
        await().untilAsserted(() ->
                assertThat(control.get(path).body().get("ip").stringValue()).isEqualTo("198.51.100.1"));

        JsonNode changed = control.expect(200, "PATCH", path, "{\"ip\": \"198.51.100.2\", \"domain\": \"a.example\"}");

        assertThat(changed.get("ip").stringValue()).isEqualTo("198.51.100.2");
        assertThat(changed.get("domain").stringValue()).isEqualTo("a.example");
        assertThat(control.expect(200, "PATCH", path, "{\"domain\": null}")
                        .get("domain")
                        .isNull())
                .isTrue();
    }

    private void awaitStatus(String status, String syncStatus) {
        await().untilAsserted(() -> {
            JsonNode node = control.get(path).body();
            assertThat(node.get("status").stringValue()).isEqualTo(status);
            assertThat(node.get("syncStatus").stringValue()).isEqualTo(syncStatus);
        });
    }

    private List<String> eventTypes() {
        return control.records(Topics.NODE_EVENTS, Long.toString(nodeId)).stream()
                .map(event -> new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .toList();
    }

    private void heartbeat(Instant at) {
        control.report(
                Topics.HEARTBEATS,
                nodeId,
                at,
                UUID.randomUUID().toString(),
                HeartbeatReceived.getDefaultInstance().toByteArray());
    }

    private void applied(Instant at, long revision) {
        applied(at, revision, UUID.randomUUID().toString());
    }

    private void applied(Instant at, long revision, String reportId) {
        control.report(
                Topics.CONFIG_APPLIED,
                nodeId,
                at,
                reportId,
                ConfigApplied.newBuilder().setRevision(revision).build().toByteArray());
    }

    private void error(
            Instant at,
            String reportId,
            String message,
            @org.jspecify.annotations.Nullable String code,
            @org.jspecify.annotations.Nullable String details) {
        var fact = NodeErrorReported.newBuilder().setMessage(message);
        if (code != null) {
            fact.setCode(code);
        }
        if (details != null) {
            fact.setDetailsJson(details);
        }
        control.report(Topics.ERRORS, nodeId, at, reportId, fact.build().toByteArray());
    }
}
