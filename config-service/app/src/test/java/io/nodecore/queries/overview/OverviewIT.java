package io.nodecore.queries.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.nodecore.configservice.RunningControl;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.NodeErrorReported;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The overview as one answer. */
class OverviewIT {

    private final RunningControl control = RunningControl.get();

    @Test
    void the_members_are_these() {
        JsonNode overview = control.expect(200, "GET", "/admin/overview", null);

        assertThat(overview.propertyNames())
                .containsExactly("computedAt", "nodes", "users", "subscriptions", "traffic", "pipeline", "problems");
        assertThat(overview.get("nodes").propertyNames())
                .containsExactly("total", "pending", "online", "offline", "error", "sync", "behind");
        assertThat(overview.at("/nodes/sync").propertyNames()).containsExactly("failed", "pending", "synced");
        assertThat(overview.get("subscriptions").propertyNames())
                .containsExactly("active", "limited", "expired", "disabled", "nearLimit");
        assertThat(overview.get("traffic").propertyNames())
                .containsExactly("rxPerSec", "txPerSec", "today", "last7Days", "last30Days");
        assertThat(overview.at("/traffic/today").toString()).isEqualTo("{\"bytesUp\":0,\"bytesDown\":0}");
        assertThat(overview.get("pipeline").propertyNames())
                .containsExactly("worstLag", "deadLettersWaiting", "outboxPending", "outboxOldestSeconds");
        assertThat(control.expect(400, "GET", "/admin/overview?x=1", null)
                        .at("/violations/0/field")
                        .stringValue())
                .isEqualTo("x");
    }

    @Test
    void nodes_and_their_problems_are_counted_and_live_figures_are_summed() {
        long nodeId = control.newNode().getNodeId();
        long other = control.newNode().getNodeId();
        control.report(
                Topics.ERRORS,
                nodeId,
                Instant.now(),
                "error",
                NodeErrorReported.newBuilder().setMessage("no port").build().toByteArray());
        try (RedisClient client = RedisClient.create(SharedServers.redis().url())) {
            var redis = client.connect().sync();
            for (long id : new long[] {nodeId, other}) {
                redis.set("node:" + id + ":stats", "{\"system\": {\"netRxPerSec\": 5.5, \"netTxPerSec\": 1}}");
                redis.set("node:" + id + ":online", "{\"receivedAtMs\":1,\"users\":17,\"protocols\":{}}");
            }
            await().untilAsserted(() -> {
                JsonNode overview = control.get("/admin/overview").body();
                assertThat(overview.at("/nodes/total").intValue()).isGreaterThanOrEqualTo(2);
                assertThat(overview.at("/nodes/error").intValue()).isPositive();
                assertThat(overview.at("/traffic/rxPerSec").doubleValue()).isGreaterThanOrEqualTo(11);
                assertThat(overview.at("/users/online").longValue()).isGreaterThanOrEqualTo(34);
                JsonNode first = overview.at("/problems/0");
                assertThat(first.get("severity").stringValue()).isEqualTo("critical");
                assertThat(first.get("kind").stringValue()).isEqualTo("nodes-error");
                assertThat(control.get(first.at("/next/path").stringValue()).status())
                        .isEqualTo(200);
            });
            for (long id : new long[] {nodeId, other}) {
                redis.del("node:" + id + ":stats", "node:" + id + ":online");
            }
        }
    }

    @Test
    void subscriptions_are_counted_by_status() {
        long subscription = control.newSubscription(control.newUser());
        control.expect(200, "PATCH", "/admin/subscriptions/" + subscription, "{\"status\": \"disabled\"}");

        // These counts are read every 10 s.
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(control.get("/admin/overview")
                                .body()
                                .at("/subscriptions/disabled")
                                .longValue())
                        .isPositive());
    }
}
