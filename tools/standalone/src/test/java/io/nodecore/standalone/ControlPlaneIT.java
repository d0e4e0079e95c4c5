package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.GetLatestConfigRequest;
import io.nodecore.proto.GetLatestConfigResponse;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.UsageEntry;
import io.nodecore.proto.WatchConfigRequest;
import io.nodecore.proto.WatchConfigResponse;
import io.nodecore.standalone.TwoGateways.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control plane over gRPC and HTTP, through two gateways. */
class ControlPlaneIT {

    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final int ROUNDS = 10;
    private static final String SERVICES = """
            {"xray": {"inbounds": [{"tag": "in-vless", "port": 443, "protocol": "vless"},
                                   {"tag": "in-trojan", "port": 8443, "protocol": "trojan"}],
                      "outbounds": [], "routing": {}},
             "mtproto": {"inbounds": [{"tag": "tg", "port": 3128}]}}
            """;

    private static TwoGateways core;

    @BeforeAll
    static void start() {
        core = TwoGateways.start();
    }

    @AfterAll
    static void stop() {
        core.close();
    }

    @Test
    void a_revoked_key_is_refused_by_both_gateways_within_a_second_and_a_new_one_works_on_both_at_once() {
        List<Long> refusedAfterMillis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            JsonNode node = core.register(core.gateways().get(round % 2), "keys-" + round);
            String path = "/admin/nodes/" + node.get("nodeId").longValue();
            String registered = node.get("authKey").stringValue();
            assertPasses(registered, "a registered key");

            String rotated = core.admin("POST", path + "/rotate-key", null)
                    .get("authKey")
                    .stringValue();
            long answeredAt = System.nanoTime();
            assertPasses(rotated, "a rotated key");
            refusedAfterMillis.add(millisUntilRefused(registered, answeredAt));

            core.admin("POST", path + "/revoke-key", null);
            refusedAfterMillis.add(millisUntilRefused(rotated, System.nanoTime()));
        }
        System.out.printf(
                "refused by both gateways after ms from the admin's answer, in %d tries: %s%n",
                refusedAfterMillis.size(), refusedAfterMillis.stream().sorted().toList());
        assertThat(refusedAfterMillis).allSatisfy(millis -> assertThat(millis).isLessThan(WITHIN.toMillis()));
    }

    @Test
    void a_rotated_key_is_valid_during_its_grace_period_and_then_refused_by_both_gateways() {
        JsonNode node = core.register(core.first(), "grace");
        String old = node.get("authKey").stringValue();
        assertPasses(old, "the first key");

        String fresh = core.admin(
                        "POST",
                        "/admin/nodes/" + node.get("nodeId").longValue() + "/rotate-key",
                        "{\"gracePeriodSeconds\": 2}")
                .get("authKey")
                .stringValue();

        assertPasses(fresh, "the new key");
        assertPasses(old, "the old key in its grace period");
        await().atMost(Duration.ofSeconds(4)).until(() -> isRefusedByBoth(old));
        assertPasses(fresh, "the new key");
    }

    @Test
    void a_registered_node_receives_each_change_of_its_config() throws Exception {
        Gateway gateway = core.first();
        JsonNode node = core.register(gateway, "served");
        long nodeId = node.get("nodeId").longValue();
        String key = node.get("authKey").stringValue();
        String path = "/admin/nodes/" + nodeId;

        JsonNode services = core.admin("PUT", path + "/services", SERVICES);
        long vless = services.at("/protocols/0/id").longValue();
        long telegram = services.at("/protocols/2/id").longValue();
        long userId = core.admin("POST", "/admin/users", "{\"name\": \"eve\"}")
                .get("id")
                .longValue();
        long subscriptionId = core.admin("POST", "/admin/subscriptions", "{\"userId\": %d}".formatted(userId))
                .get("id")
                .longValue();
        String link = link(subscriptionId, vless);

        GetLatestConfigResponse config = gateway.grpc(key).getLatestConfig(GetLatestConfigRequest.getDefaultInstance());
        long revision = config.getRevision();
        JsonNode client =
                JsonMapper.shared().readTree(config.getServicesJson()).at("/xray/inbounds/0/settings/clients/0");
        assertThat(client.get("id").stringValue()).isEqualTo(link);
        assertThat(client.get("email").stringValue()).isEqualTo(link);
        assertThat(JsonMapper.shared()
                        .readTree(config.getClientMapJson())
                        .get(link)
                        .get("userId")
                        .longValue())
                .isEqualTo(userId);

        gateway.grpc(key)
                .confirmConfigApplied(ConfirmConfigAppliedRequest.newBuilder()
                        .setRevision(revision)
                        .build());
        assertThat(needsSync(gateway, key, revision)).isFalse();
        await().untilAsserted(() -> {
            JsonNode seen = core.admin("GET", path, null);
            assertThat(seen.get("status").stringValue()).isEqualTo("online");
            assertThat(seen.get("syncStatus").stringValue()).isEqualTo("synced");
            assertThat(seen.get("currentRevision").longValue()).isEqualTo(revision);
        });

        List<Watch> watches = core.gateways().stream()
                .map(each -> Watch.open(each, key, revision))
                .toList();
        String telegramLink = link(subscriptionId, telegram);
        long answeredAt = System.nanoTime();
        for (Watch watch : watches) {
            await().pollInterval(Duration.ofMillis(2))
                    .untilAsserted(() -> assertThat(watch.revisions).containsExactly(revision + 1));
        }
        System.out.printf(
                "both watches received the revision %d ms after the admin's answer%n", millisSince(answeredAt));
        for (Gateway each : core.gateways()) {
            assertThat(needsSync(each, key, revision)).as("needSync").isTrue();
        }
        assertThat(core.admin("GET", path, null).get("syncStatus").stringValue())
                .isEqualTo("pending");
        assertThat(core.node(gateway, "GET", "/node/config/latest", null, key)
                        .body()
                        .at("/mtprotoClientMap/" + telegramLink)
                        .get("subscriptionId")
                        .longValue())
                .isEqualTo(subscriptionId);

        // A request that changes nothing publishes no revision.
        core.admin("PUT", path + "/services", SERVICES);
        link(subscriptionId, telegram);
        core.admin("PATCH", "/admin/users/" + userId, "{\"name\": \"eve the second\"}");
        core.admin("PATCH", "/admin/subscriptions/" + subscriptionId, "{\"trafficLimitBytes\": 1000000}");
        assertThat(core.admin("GET", path, null).get("latestRevision").longValue())
                .isEqualTo(revision + 1);
        assertThat(watches).allSatisfy(watch -> assertThat(watch.revisions).containsExactly(revision + 1));
    }

    @Test
    void a_decommissioned_node_is_refused_everywhere_and_its_usage_is_kept() throws Exception {
        Gateway gateway = core.first();
        JsonNode node = core.register(gateway, "leaving");
        long nodeId = node.get("nodeId").longValue();
        String key = node.get("authKey").stringValue();
        String path = "/admin/nodes/" + nodeId;
        long protocol = core.admin("PUT", path + "/services", SERVICES)
                .at("/protocols/0/id")
                .longValue();
        long userId = core.admin("POST", "/admin/users", "{\"name\": \"mallory\"}")
                .get("id")
                .longValue();
        long subscriptionId = core.admin("POST", "/admin/subscriptions", "{\"userId\": %d}".formatted(userId))
                .get("id")
                .longValue();
        link(subscriptionId, protocol);
        gateway.grpc(key)
                .reportUsage(ReportUsageRequest.newBuilder()
                        .addEntries(UsageEntry.newBuilder()
                                .setUserId(userId)
                                .setSubscriptionId(subscriptionId)
                                .setNodeProtocolId(protocol)
                                .setBytesUp(10)
                                .setBytesDown(20)
                                .setRecordedAt("2026-11-23T10:15:30Z"))
                        .build());
        await().untilAsserted(() -> assertThat(bytesDown(nodeId)).isEqualTo(20));
        Watch watch = Watch.open(core.gateways().getLast(), key, null);
        await().until(() -> !watch.revisions.isEmpty());

        core.admin("DELETE", path, null);

        await().atMost(WITHIN).until(() -> isRefusedByBoth(key));
        assertThat(watch.ended.get(5, TimeUnit.SECONDS)).isEqualTo(Status.Code.UNAUTHENTICATED);
        for (Gateway each : core.gateways()) {
            assertThatThrownBy(() -> each.grpc(key).getLatestConfig(GetLatestConfigRequest.getDefaultInstance()))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            refusal ->
                                    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
        }
        assertThat(core.admin("GET", "/admin/subscriptions/" + subscriptionId + "/links", null)
                        .get("links"))
                .as("links")
                .isEmpty();
        assertThat(bytesDown(nodeId)).as("bytes of the node that is gone").isEqualTo(20);
    }

    private static String link(long subscriptionId, long protocolId) {
        return core.admin(
                        "POST",
                        "/admin/subscriptions/" + subscriptionId + "/links",
                        "{\"nodeProtocolId\": %d}".formatted(protocolId))
                .get("uuid")
                .stringValue();
    }

    private static long bytesDown(long nodeId) {
        long sum = 0;
        for (JsonNode point : core.admin(
                        "GET",
                        "/admin/usage?step=day&from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z&nodeId=" + nodeId,
                        null)
                .get("points")) {
            sum += point.get("bytesDown").longValue();
        }
        return sum;
    }

    private static boolean needsSync(Gateway gateway, String key, long revision) {
        return gateway.grpc(key)
                .heartbeat(HeartbeatRequest.newBuilder().setRevision(revision).build())
                .getNeedSync();
    }

    private static void assertPasses(String authKey, String what) {
        for (Gateway gateway : core.gateways()) {
            assertThat(core.node(gateway, "POST", "/node/heartbeat", "{}", authKey)
                            .status())
                    .as(what)
                    .isEqualTo(200);
            assertThat(gateway.grpc(authKey)
                            .heartbeat(HeartbeatRequest.getDefaultInstance())
                            .getOk())
                    .as(what)
                    .isTrue();
        }
    }

    private static boolean isRefusedByBoth(String authKey) {
        return core.gateways().stream()
                .allMatch(gateway -> core.node(gateway, "POST", "/node/heartbeat", "{}", authKey)
                                .status()
                        == 401);
    }

    private static long millisUntilRefused(String authKey, long since) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> isRefusedByBoth(authKey));
        return millisSince(since);
    }

    private static long millisSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
    }

    /** The stream of an agent. */
    private static final class Watch implements StreamObserver<WatchConfigResponse> {

        private final List<Long> revisions = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Status.Code> ended = new CompletableFuture<>();

        static Watch open(Gateway gateway, String key, @org.jspecify.annotations.Nullable Long revision) {
            var watch = new Watch();
            var request = WatchConfigRequest.newBuilder();
            if (revision != null) {
                request.setRevision(revision);
            }
            gateway.stream(key).watchConfig(request.build(), watch);
            return watch;
        }

        @Override
        public void onNext(WatchConfigResponse response) {
            revisions.add(response.getRevision());
        }

        @Override
        public void onError(Throwable failure) {
            ended.complete(Status.fromThrowable(failure).getCode());
        }

        @Override
        public void onCompleted() {
            ended.complete(Status.Code.OK);
        }
    }
}
