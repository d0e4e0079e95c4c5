package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.nodecore.proto.ConfigPiece;
import io.nodecore.proto.GetLatestConfigRequest;
import io.nodecore.proto.StreamConfigRequest;
import io.nodecore.proto.StreamConfigResponse;
import io.nodecore.standalone.TwoGateways.Gateway;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The config of a node with 100 000 links, from the admin API to the agent. */
class LargeConfigIT {

    private static final int INBOUNDS = 10;
    private static final int SUBSCRIPTIONS = 10_000;
    private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;

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
    void a_config_of_100_000_links_arrives_in_parts_and_one_more_link_in_some_hundred_bytes() throws Exception {
        Gateway gateway = core.first();
        JsonNode node = core.register(gateway, "large");
        String key = node.get("authKey").stringValue();
        String inbounds = IntStream.range(0, INBOUNDS)
                .mapToObj(i -> "{\"tag\": \"in-%d\", \"port\": %d, \"protocol\": \"vless\"}".formatted(i, 1_000 + i))
                .collect(Collectors.joining(","));
        JsonNode protocols = core.admin(
                        "PUT",
                        "/admin/nodes/" + node.get("nodeId").longValue() + "/services",
                        "{\"xray\": {\"inbounds\": [" + inbounds + "]}}")
                .get("protocols");
        String ids =
                protocols.valueStream().map(one -> one.get("id").toString()).collect(Collectors.joining(","));
        long user = core.admin("POST", "/admin/users", "{\"name\": \"many\"}")
                .get("id")
                .longValue();
        subscribe(user, SUBSCRIPTIONS, ids);

        long startedAt = System.nanoTime();
        List<StreamConfigResponse> whole = stream(gateway, key, 0);
        long wholeMillis = (System.nanoTime() - startedAt) / 1_000_000;
        byte[] base = document(new byte[0], whole);
        assertThat(whole)
                .allSatisfy(part -> assertThat(part.getSerializedSize()).isLessThan(1024 * 1024));
        assertThat(JsonMapper.shared().readTree(base).get("clientMap")).hasSize(INBOUNDS * SUBSCRIPTIONS);

        subscribe(user, 1, protocols.get(3).get("id").toString());
        startedAt = System.nanoTime();
        List<StreamConfigResponse> change =
                stream(gateway, key, whole.getFirst().getRevision());
        long changeMillis = (System.nanoTime() - startedAt) / 1_000_000;
        assertThat(change.getFirst().hasBaseRevision()).isTrue();
        int changeBytes = change.stream()
                .mapToInt(StreamConfigResponse::getSerializedSize)
                .sum();
        assertThat(changeBytes).isLessThan(2_048);
        assertThat(document(base, change)).isEqualTo(document(new byte[0], stream(gateway, key, 0)));
        System.out.printf(
                "100 000 links: %d bytes in %d parts in %d ms; one more link: %d bytes in %d ms%n",
                base.length, whole.size(), wholeMillis, changeBytes, changeMillis);

        assertThatThrownBy(() -> gateway.grpc(key).getLatestConfig(GetLatestConfigRequest.getDefaultInstance()))
                .as("the library of the agent has a maximum of 4 MiB by default")
                .satisfies(refused ->
                        assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
        assertThat(gateway.grpc(key)
                        .withMaxInboundMessageSize(LARGEST_MESSAGE)
                        .getLatestConfig(GetLatestConfigRequest.getDefaultInstance())
                        .getRevision())
                .isEqualTo(change.getFirst().getRevision());
    }

    private static void subscribe(long user, int count, String protocolIds) {
        core.admin(
                "POST",
                "/admin/subscriptions/bulk",
                "{\"subscriptions\": [%s], \"nodeProtocolIds\": [%s]}"
                        .formatted(
                                String.join(",", Collections.nCopies(count, "{\"userId\": " + user + "}")),
                                protocolIds));
    }

    private static List<StreamConfigResponse> stream(Gateway gateway, String key, long fromRevision) {
        // As an agent does: a control plane that is too slow on a busy machine is asked again.
        return await().atMost(Duration.ofMinutes(2))
                .ignoreExceptionsMatching(
                        failure -> Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE)
                .until(
                        () -> {
                            List<StreamConfigResponse> parts = new ArrayList<>();
                            gateway.grpc(key)
                                    .streamConfig(StreamConfigRequest.newBuilder()
                                            .setFromRevision(fromRevision)
                                            .build())
                                    .forEachRemaining(parts::add);
                            return parts;
                        },
                        _ -> true);
    }

    private static byte[] document(byte[] base, List<StreamConfigResponse> parts) throws Exception {
        var document = new ByteArrayOutputStream();
        for (StreamConfigResponse part : parts) {
            for (ConfigPiece piece : part.getPiecesList()) {
                document.write(base, (int) piece.getCopyOffset(), (int) piece.getCopyLength());
                piece.getData().writeTo(document);
            }
        }
        assertThat(MessageDigest.getInstance("SHA-256").digest(document.toByteArray()))
                .isEqualTo(parts.getLast().getSha256().toByteArray());
        return document.toByteArray();
    }
}
