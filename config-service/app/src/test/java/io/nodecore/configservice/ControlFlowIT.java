package io.nodecore.configservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.nodecore.admin.Sha256;
import io.nodecore.proto.control.FindKeyRequest;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.proto.control.GetConfigResponse;
import io.nodecore.proto.control.RegisterNodeResponse;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.NodeRevision;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a registration code to a node that runs what an admin wants, over the wire. */
class ControlFlowIT {

    private final RunningControl control = RunningControl.get();

    @Test
    void a_code_a_node_an_inbound_a_user_a_subscription_and_a_link_make_a_config_that_the_node_confirms()
            throws Exception {
        RegisterNodeResponse node = control.newNode();
        long nodeId = node.getNodeId();
        String path = "/admin/nodes/" + nodeId;
        JsonNode fresh = control.get(path).body();
        assertThat(fresh.get("status").stringValue()).isEqualTo("pending");
        assertThat(fresh.get("syncStatus").stringValue()).isEqualTo("pending");
        assertThat(fresh.get("lastSeenAt").isNull()).isTrue();
        assertThat(fresh.get("lastError").isNull()).isTrue();
        assertThat(config(nodeId).getRevision()).isZero();
        assertThat(config(nodeId).getServicesJson()).isEqualTo("{}");

        JsonNode services = control.expect(200, "PUT", path + "/services", """
                {"xray": {"inbounds": [
                    {"tag": "in-vless", "port": 443, "protocol": "vless", "settings": {"decryption": "none"}},
                    {"tag": "in-trojan", "port": 8443, "protocol": "trojan"}]},
                 "mtproto": {"inbounds": [{"tag": "tg", "port": 3128}]}}
                """);
        assertThat(services.get("revision").longValue()).isEqualTo(1);
        assertThat(services.get("protocols").size()).isEqualTo(3);
        long vless = services.get("protocols").get(0).get("id").longValue();
        long telegram = services.get("protocols").get(2).get("id").longValue();

        long userId = control.newUser();
        long subscriptionId = control.newSubscription(userId);
        String link = control.newLink(subscriptionId, vless);
        String telegramLink = control.newLink(subscriptionId, telegram);

        GetConfigResponse config = config(nodeId);
        assertThat(config.getRevision()).isEqualTo(3);
        assertThat(config.getClientMapJson())
                .isEqualTo("{\"%s\":{\"subscriptionId\":%d,\"userId\":%d}}".formatted(link, subscriptionId, userId));
        assertThat(config.getMtprotoClientMapJson()).contains(telegramLink);
        JsonNode client =
                JsonMapper.shared().readTree(config.getServicesJson()).at("/xray/inbounds/0/settings/clients/0");
        assertThat(client.get("id").stringValue()).isEqualTo(link);
        assertThat(client.get("email").stringValue()).isEqualTo(link);
        assertThat(known(nodeId, 3).getNotModified()).isTrue();

        control.report(
                Topics.HEARTBEATS,
                nodeId,
                Instant.now(),
                "h1",
                HeartbeatReceived.newBuilder().setIp("198.51.100.9").build().toByteArray());
        control.report(
                Topics.CONFIG_APPLIED,
                nodeId,
                Instant.now(),
                "c1",
                ConfigApplied.newBuilder().setRevision(3).build().toByteArray());
        await().untilAsserted(() -> {
            JsonNode seen = control.get(path).body();
            assertThat(seen.get("status").stringValue()).isEqualTo("online");
            assertThat(seen.get("syncStatus").stringValue()).isEqualTo("synced");
            assertThat(seen.get("currentRevision").longValue()).isEqualTo(3);
            assertThat(seen.get("latestRevision").longValue()).isEqualTo(3);
            assertThat(seen.get("ip").stringValue()).isEqualTo("198.51.100.9");
        });

        control.expect(204, "DELETE", "/admin/subscriptions/" + subscriptionId + "/links/" + link, null);
        assertThat(control.get(path).body().get("syncStatus").stringValue()).isEqualTo("pending");
        assertThat(config(nodeId).getRevision()).isEqualTo(4);
        JsonNode third = control.get(path + "/config?revision=3").body();
        assertThat(third.get("clientMap").has(link)).isTrue();
        assertThat(third.get("cause").stringValue()).isEqualTo("link created");

        String key = Long.toString(nodeId);
        await().untilAsserted(() -> {
            ConsumerRecord<String, byte[]> latest =
                    control.records(Topics.CONTROL_REVISIONS, key).getLast();
            assertThat(NodeRevision.parseFrom(latest.value()).getRevision()).isEqualTo(4);
            assertThat(control.records(Topics.NODE_EVENTS, key))
                    .extracting(ControlFlowIT::type)
                    .containsSubsequence("node.registered", "node.config-published", "node.online")
                    .contains("node.config-applied");
        });
    }

    @Test
    void deleting_a_node_ends_its_keys_its_links_and_its_revisions() {
        RegisterNodeResponse node = control.newNode();
        long nodeId = node.getNodeId();
        Sha256 hash = Sha256.of(node.getAuthKey());
        control.grpc()
                .findKey(FindKeyRequest.newBuilder()
                        .setKeyHash(ByteString.copyFrom(hash.bytes()))
                        .build());
        long protocol = control.expect(200, "PUT", "/admin/nodes/" + nodeId + "/services", """
                        {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vmess"}]}}
                        """)
                .at("/protocols/0/id")
                .longValue();
        String link = control.newLink(control.newSubscription(control.newUser()), protocol);

        control.expect(204, "DELETE", "/admin/nodes/" + nodeId, null);

        assertThat(control.get("/admin/nodes/" + nodeId).status()).isEqualTo(404);
        await().untilAsserted(() -> {
            assertThat(control.records(Topics.CONTROL_KEYS, hash.hex())
                            .getLast()
                            .value())
                    .isNull();
            assertThat(control.records(Topics.CONTROL_LINKS, link).getLast().value())
                    .isNull();
            assertThat(control.records(Topics.CONTROL_REVISIONS, Long.toString(nodeId))
                            .getLast()
                            .value())
                    .isNull();
        });
        // What the node still had under way does no harm.
        control.report(
                Topics.HEARTBEATS,
                nodeId,
                Instant.now(),
                UUID.randomUUID().toString(),
                HeartbeatReceived.getDefaultInstance().toByteArray());
        await().untilAsserted(() -> assertThat(control.jdbc()
                        .sql("select count(*) from node_status where node_id = ? and last_seen_at is not null")
                        .param(nodeId)
                        .query(Long.class)
                        .single())
                .isEqualTo(1));
        assertThat(control.get("/admin/nodes/" + nodeId).status()).isEqualTo(404);
    }

    private GetConfigResponse config(long nodeId) {
        return control.grpc()
                .getConfig(GetConfigRequest.newBuilder().setNodeId(nodeId).build());
    }

    private GetConfigResponse known(long nodeId, long revision) {
        return control.grpc()
                .getConfig(GetConfigRequest.newBuilder()
                        .setNodeId(nodeId)
                        .setKnownRevision(revision)
                        .build());
    }

    private static String type(ConsumerRecord<String, byte[]> event) {
        return new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }
}
