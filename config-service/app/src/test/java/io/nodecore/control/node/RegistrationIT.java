package io.nodecore.control.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.rpc.BadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.nodecore.admin.Sha256;
import io.nodecore.configservice.RunningControl;
import io.nodecore.proto.control.FindKeyRequest;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.proto.control.RegisterNodeRequest;
import io.nodecore.proto.control.RegisterNodeResponse;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.NodeKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the gateway asks config-service about codes and keys. */
class RegistrationIT {

    private final RunningControl control = RunningControl.get();

    @Test
    void a_lost_answer_does_not_strand_a_node_and_the_first_call_closes_the_code() throws Exception {
        String code = control.newCode();
        String name = control.newName("node");
        RegisterNodeResponse lost = control.register(code, name);
        RegisterNodeResponse received = control.register(code, name);

        assertThat(received.getNodeId()).isEqualTo(lost.getNodeId());
        assertThat(received.getAuthKey()).isNotEqualTo(lost.getAuthKey());
        refused(() -> findKey(lost.getAuthKey()), Status.Code.NOT_FOUND);
        refused(() -> control.register(code, control.newName("node")), Status.Code.ALREADY_EXISTS);

        assertThat(findKey(received.getAuthKey())).isEqualTo(received.getNodeId());

        refused(() -> control.register(code, name), Status.Code.ALREADY_EXISTS);
        String hash = Sha256.of(received.getAuthKey()).hex();
        await().untilAsserted(() -> assertThat(NodeKey.parseFrom(control.records(Topics.CONTROL_KEYS, hash)
                                .getLast()
                                .value())
                        .getNodeId())
                .isEqualTo(received.getNodeId()));
    }

    @Test
    void a_revoked_code_registers_no_node_and_leaves_the_list() {
        JsonNode issued = control.expect(201, "POST", "/admin/registration-codes", "{\"maxUses\": 2}");
        long id = issued.get("id").longValue();
        String code = issued.get("code").stringValue();
        control.register(code, control.newName("node"));

        JsonNode listed = listed(id);
        assertThat(listed.get("uses").intValue()).isEqualTo(1);
        assertThat(listed.get("maxUses").intValue()).isEqualTo(2);
        assertThat(listed.has("code")).as("the code itself is shown once").isFalse();
        assertThat(control.admin("DELETE", "/admin/registration-codes/" + id, null)
                        .status())
                .isEqualTo(204);

        refused(() -> control.register(code, control.newName("node")), Status.Code.NOT_FOUND);
        assertThat(listed(id).isMissingNode()).isTrue();
        assertThat(control.admin("DELETE", "/admin/registration-codes/" + id, null)
                        .status())
                .as("again")
                .isEqualTo(204);
        control.expect(404, "DELETE", "/admin/registration-codes/1", null);
    }

    @Test
    void codes_are_listed_page_by_page() {
        Set<Long> issued = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            issued.add(control.expect(201, "POST", "/admin/registration-codes", "{}")
                    .get("id")
                    .longValue());
        }

        Set<Long> listed = new HashSet<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = control.expect(200, "GET", "/admin/registration-codes?limit=2" + cursor, null);
            assertThat(page.get("codes").size()).isLessThanOrEqualTo(2);
            page.get("codes").forEach(one -> listed.add(one.get("id").longValue()));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").stringValue();
        }
        assertThat(listed).containsAll(issued);
    }

    private JsonNode listed(long id) {
        for (JsonNode one : control.expect(200, "GET", "/admin/registration-codes?limit=500", null)
                .get("codes")) {
            if (one.get("id").longValue() == id) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void a_rotated_key_works_at_once_and_the_old_one_no_more() {
        RegisterNodeResponse node = control.newNode();
        findKey(node.getAuthKey());

        String rotated = control.expect(200, "POST", "/admin/nodes/" + node.getNodeId() + "/rotate-key", null)
                .get("authKey")
                .stringValue();

        assertThat(findKey(rotated)).isEqualTo(node.getNodeId());
        refused(() -> findKey(node.getAuthKey()), Status.Code.NOT_FOUND);
        await().untilAsserted(() -> {
            assertThat(control.records(Topics.CONTROL_KEYS, Sha256.of(rotated).hex()))
                    .last()
                    .extracting(record -> record.value())
                    .isNotNull();
            assertThat(control.records(
                            Topics.CONTROL_KEYS, Sha256.of(node.getAuthKey()).hex()))
                    .last()
                    .extracting(record -> record.value())
                    .isNull();
        });
    }

    @Test
    void a_key_that_is_rotated_with_a_grace_period_goes_on_until_its_end() throws Exception {
        RegisterNodeResponse node = control.newNode();
        String path = "/admin/nodes/" + node.getNodeId() + "/rotate-key";
        String hash = Sha256.of(node.getAuthKey()).hex();

        JsonNode rotated = control.expect(200, "POST", path, "{\"gracePeriodSeconds\": 2}");

        long end = Instant.parse(rotated.get("oldKeysEnd").stringValue()).toEpochMilli();
        assertThat(findKey(rotated.get("authKey").stringValue())).isEqualTo(node.getNodeId());
        assertThat(findKey(node.getAuthKey())).as("the old key").isEqualTo(node.getNodeId());
        await().untilAsserted(() -> assertThat(NodeKey.parseFrom(
                        control.records(Topics.CONTROL_KEYS, hash).getFirst().value()))
                .isEqualTo(NodeKey.newBuilder()
                        .setNodeId(node.getNodeId())
                        .setValidUntilMs(end)
                        .build()));
        await().untilAsserted(() -> refused(() -> findKey(node.getAuthKey()), Status.Code.NOT_FOUND));
        assertThat(Instant.now().toEpochMilli()).as("not before its end").isGreaterThanOrEqualTo(end);
        await().untilAsserted(() -> assertThat(
                        control.records(Topics.CONTROL_KEYS, hash).getLast().value())
                .isNull());
        assertThat(findKey(rotated.get("authKey").stringValue())).isEqualTo(node.getNodeId());
    }

    @Test
    void a_grace_period_is_a_week_at_most_and_a_revocation_ends_it() {
        RegisterNodeResponse node = control.newNode();
        String path = "/admin/nodes/" + node.getNodeId();
        assertThat(control.expect(400, "POST", path + "/rotate-key", "{\"gracePeriodSeconds\": 604801}")
                        .at("/violations/0/field")
                        .stringValue())
                .isEqualTo("gracePeriodSeconds");
        control.expect(200, "POST", path + "/rotate-key", "{\"gracePeriodSeconds\": 604800}");
        assertThat(findKey(node.getAuthKey())).isEqualTo(node.getNodeId());

        control.expect(204, "POST", path + "/revoke-key", null);

        refused(() -> findKey(node.getAuthKey()), Status.Code.NOT_FOUND);
    }

    @Test
    void a_revoked_key_is_a_tombstone() {
        RegisterNodeResponse node = control.newNode();
        findKey(node.getAuthKey());

        control.expect(204, "POST", "/admin/nodes/" + node.getNodeId() + "/revoke-key", null);

        refused(() -> findKey(node.getAuthKey()), Status.Code.NOT_FOUND);
        await().untilAsserted(() -> assertThat(control.records(
                        Topics.CONTROL_KEYS, Sha256.of(node.getAuthKey()).hex()))
                .last()
                .extracting(record -> record.value())
                .isNull());
    }

    @Test
    void unknown_codes_keys_and_nodes_are_not_found() {
        refused(() -> control.register("ABCD-EFGH", "node"), Status.Code.NOT_FOUND);
        refused(() -> findKey("no such key"), Status.Code.NOT_FOUND);
        refused(
                () -> control.grpc()
                        .getConfig(GetConfigRequest.newBuilder()
                                .setNodeId(Long.MAX_VALUE)
                                .build()),
                Status.Code.NOT_FOUND);
    }

    @Test
    void every_wrong_field_of_a_node_is_told() {
        var wrong = RegisterNodeRequest.newBuilder()
                .setCode(control.newCode())
                .setName("a\0b")
                .setIp("not an ip")
                .setPort(70_000)
                .build();

        assertThatThrownBy(() -> control.grpc().registerNode(wrong))
                .isInstanceOfSatisfying(StatusRuntimeException.class, refusal -> {
                    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    var status = StatusProto.fromThrowable(refusal);
                    assertThat(status).isNotNull();
                    assertThat(status.getDetailsList())
                            .filteredOn(detail -> detail.is(BadRequest.class))
                            .first()
                            .extracting(detail -> unpack(detail))
                            .satisfies(details -> assertThat(details.getFieldViolationsList())
                                    .extracting(BadRequest.FieldViolation::getField)
                                    .containsExactly("name", "port", "region", "ip"));
                });
        refused(
                () -> control.grpc()
                        .findKey(FindKeyRequest.newBuilder()
                                .setKeyHash(ByteString.copyFromUtf8("short"))
                                .build()),
                Status.Code.INVALID_ARGUMENT);
    }

    private long findKey(String authKey) {
        return control.grpc()
                .findKey(FindKeyRequest.newBuilder()
                        .setKeyHash(ByteString.copyFrom(Sha256.of(authKey).bytes()))
                        .build())
                .getNodeId();
    }

    private static BadRequest unpack(com.google.protobuf.Any detail) {
        try {
            return detail.unpack(BadRequest.class);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refused(ThrowingCallable call, Status.Code code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code));
    }
}
