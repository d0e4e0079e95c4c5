package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.proto.ConfigPiece;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.StreamConfigRequest;
import io.nodecore.proto.StreamConfigResponse;
import io.nodecore.proto.control.GetConfigChangeResponse;
import io.nodecore.proto.control.GetConfigResponse;
import io.nodecore.schemas.config.NodeConfigDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server stream of a config in parts. */
class StreamConfigIT {

    private static final int ONE_MEBIBYTE = 1024 * 1024;

    private final RunningGateway gateway = RunningGateway.shared();
    private final GrpcAgent agent = new GrpcAgent(gateway);
    private final long nodeId = gateway.newNode();

    @BeforeEach
    void config_service_is_here() {
        gateway.configService().away(false);
    }

    @AfterEach
    void closeAgent() {
        agent.close();
        gateway.configService().away(false);
    }

    @Test
    void the_parts_are_the_document_that_http_answers() throws Exception {
        configured(4, "{\"a\":{\"userId\":1,\"subscriptionId\":null}}");

        List<StreamConfigResponse> parts = stream(null);

        try (HttpAgent http = new HttpAgent(gateway)) {
            String body = http.exchange(http.request("/node/config/latest").header("x-node-auth-key", Keys.of(nodeId)))
                    .body();
            assertThat(new String(document(new byte[0], parts), StandardCharsets.UTF_8))
                    .isEqualTo(body);
        }
        assertThat(parts).singleElement().satisfies(part -> {
            assertThat(part.getRevision()).isEqualTo(4);
            assertThat(part.hasBaseRevision()).isFalse();
        });
    }

    @Test
    void a_config_larger_than_a_message_arrives_in_parts_below_1_mib() throws Exception {
        configured(1, "{\"é\":\"" + "é".repeat(3 * ONE_MEBIBYTE) + "\"}");

        List<StreamConfigResponse> parts = stream(null);

        assertThat(document(new byte[0], parts)).hasSizeGreaterThan(6 * ONE_MEBIBYTE);
        assertThat(parts).hasSizeGreaterThan(6);
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.getSerializedSize()).isLessThan(ONE_MEBIBYTE));
        InFlightBudget answers = gateway.bean("answerBudget", InFlightBudget.class);
        await().until(() -> answers.heldBytes() == 0);
    }

    @Test
    void from_a_known_revision_only_the_change_is_sent() throws Exception {
        byte[] base = documentOf(1, "{\"a\":1}").bytes();
        configured(2, "{\"a\":12}");
        NodeConfigDocument latest = documentOf(2, "{\"a\":12}");
        changed(1, latest, List.of(data("{\"revision\":2"), copy(13, 19), data("2"), copy(32, base.length - 32)));

        List<StreamConfigResponse> parts = stream(1L);

        assertThat(parts).singleElement().satisfies(part -> {
            assertThat(part.getBaseRevision()).isEqualTo(1);
            assertThat(part.getRevision()).isEqualTo(2);
        });
        assertThat(document(base, parts)).isEqualTo(latest.bytes());
    }

    @Test
    void a_large_change_is_split_in_order() throws Exception {
        byte[] base = documentOf(1, "{}").bytes();
        String map = "{\"x\":\"" + "0123456789".repeat(150_000) + "\"}";
        NodeConfigDocument latest = documentOf(2, map);
        configured(2, map);
        changed(1, latest, List.of(data("{\"revision\":2"), copy(13, 13), data(map), copy(28, base.length - 28)));

        List<StreamConfigResponse> parts = stream(1L);

        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.getSerializedSize()).isLessThan(ONE_MEBIBYTE));
        assertThat(document(base, parts)).isEqualTo(latest.bytes());
    }

    @Test
    void from_an_unknown_revision_and_from_0_the_whole_document_is_sent() throws Exception {
        configured(3, "{\"a\":1}");

        for (long from : List.of(0L, 77L)) {
            List<StreamConfigResponse> parts = stream(from);
            assertThat(document(new byte[0], parts))
                    .isEqualTo(documentOf(3, "{\"a\":1}").bytes());
            assertThat(parts.getFirst().hasBaseRevision()).isFalse();
        }
    }

    @Test
    void while_config_service_is_away_the_whole_cached_document_is_sent() throws Exception {
        configured(3, "{\"a\":1}");
        byte[] before = document(new byte[0], stream(null));
        gateway.configService().away(true);

        assertThat(document(new byte[0], stream(2L))).isEqualTo(before);
    }

    @Test
    void a_node_without_config_gets_the_empty_document() throws Exception {
        assertThat(document(new byte[0], stream(null)))
                .isEqualTo(documentOf(0, "{}").bytes());
    }

    @Test
    void refusals_have_the_reasons_of_every_call() {
        gateway.configService().away(true);
        refused(Status.Code.UNAVAILABLE, "control-unavailable", Keys.of(nodeId), null);
        gateway.configService().away(false);
        refused(Status.Code.INVALID_ARGUMENT, "invalid-report", Keys.of(nodeId), -1L);
        refused(Status.Code.UNAUTHENTICATED, "unauthenticated", "wrong", null);
    }

    @Test
    void the_key_may_stand_in_the_request() {
        assertThat(NodeServiceGrpc.newBlockingStub(agent.channel())
                        .streamConfig(StreamConfigRequest.newBuilder()
                                .setAuthKey(Keys.of(nodeId))
                                .build()))
                .toIterable()
                .hasSize(1);
    }

    @Test
    void parts_wait_for_their_reader_and_a_node_has_only_so_many_streams() throws Exception {
        configured(1, "{\"x\":\"" + "x".repeat(3 * ONE_MEBIBYTE) + "\"}");
        // Cached: the first config of unknown size reserves less.
        stream(null);
        InFlightBudget answers = gateway.bean("answerBudget", InFlightBudget.class);
        List<Unread> unread = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            unread.add(new Unread());
        }
        await().until(() -> answers.heldBytes() > 8L * 3 * ONE_MEBIBYTE);

        refused(Status.Code.RESOURCE_EXHAUSTED, "too-many-requests", Keys.of(nodeId), null);

        unread.forEach(Unread::readAll);
        for (Unread stream : unread) {
            assertThat(stream.ended.get(30, TimeUnit.SECONDS)).isEqualTo(Status.Code.OK);
        }
        await().until(() -> answers.heldBytes() == 0);
        assertThat(stream(null)).isNotEmpty();
    }

    private void configured(long revision, String clientMap) {
        gateway.configService()
                .config(
                        nodeId,
                        GetConfigResponse.newBuilder()
                                .setRevision(revision)
                                .setClientMapJson(clientMap)
                                .build());
    }

    private void changed(long from, NodeConfigDocument latest, List<ConfigPiece> pieces) {
        gateway.configService()
                .change(
                        nodeId,
                        from,
                        GetConfigChangeResponse.newBuilder()
                                .setRevision(2)
                                .setSha256(ByteString.copyFrom(latest.sha256()))
                                .setSizeBytes(latest.bytes().length)
                                .addAllPieces(pieces)
                                .build());
    }

    private static NodeConfigDocument documentOf(long revision, String clientMap) {
        return NodeConfigDocument.of(revision, clientMap, "{}", "{}");
    }

    private static ConfigPiece copy(long offset, long length) {
        return ConfigPiece.newBuilder()
                .setCopyOffset(offset)
                .setCopyLength(length)
                .build();
    }

    private static ConfigPiece data(String data) {
        return ConfigPiece.newBuilder().setData(ByteString.copyFromUtf8(data)).build();
    }

    private List<StreamConfigResponse> stream(@Nullable Long fromRevision) {
        return stream(Keys.of(nodeId), fromRevision);
    }

    private List<StreamConfigResponse> stream(String authKey, @Nullable Long fromRevision) {
        StreamConfigRequest.Builder request = StreamConfigRequest.newBuilder();
        if (fromRevision != null) {
            request.setFromRevision(fromRevision);
        }
        List<StreamConfigResponse> parts = new ArrayList<>();
        NodeServiceGrpc.newBlockingStub(agent.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(key(authKey)))
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .streamConfig(request.build())
                .forEachRemaining(parts::add);
        return parts;
    }

    private void refused(Status.Code code, String reason, String authKey, @Nullable Long fromRevision) {
        assertThatThrownBy(() -> stream(authKey, fromRevision))
                .isInstanceOfSatisfying(StatusRuntimeException.class, refused -> {
                    assertThat(refused.getStatus().getCode()).isEqualTo(code);
                    assertThat(GrpcAgent.refusal(refused).reason()).isEqualTo(reason);
                });
    }

    private static Metadata key(String authKey) {
        Metadata metadata = new Metadata();
        metadata.put(GrpcAgent.AUTH_KEY, authKey);
        return metadata;
    }

    /** Puts the document together as an agent does, and checks it. */
    private static byte[] document(byte[] base, List<StreamConfigResponse> parts) throws Exception {
        ByteString result = ByteString.EMPTY;
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i).getIndex()).isEqualTo(i);
            assertThat(parts.get(i).getCount()).isEqualTo(parts.size());
            for (ConfigPiece piece : parts.get(i).getPiecesList()) {
                result = result.concat(ByteString.copyFrom(
                                base, Math.toIntExact(piece.getCopyOffset()), Math.toIntExact(piece.getCopyLength())))
                        .concat(piece.getData());
            }
        }
        byte[] document = result.toByteArray();
        StreamConfigResponse last = parts.getLast();
        assertThat(document).hasSize(Math.toIntExact(last.getSizeBytes()));
        assertThat(MessageDigest.getInstance("SHA-256").digest(document))
                .isEqualTo(last.getSha256().toByteArray());
        return document;
    }

    /** A stream whose agent reads nothing until it is asked to. */
    private final class Unread extends ClientCall.Listener<StreamConfigResponse> {

        private final CompletableFuture<Status.Code> ended = new CompletableFuture<>();
        private final ClientCall<StreamConfigRequest, StreamConfigResponse> call;

        Unread() {
            call = agent.channel().newCall(NodeServiceGrpc.getStreamConfigMethod(), io.grpc.CallOptions.DEFAULT);
            call.start(this, key(Keys.of(nodeId)));
            call.sendMessage(StreamConfigRequest.getDefaultInstance());
            call.halfClose();
        }

        void readAll() {
            call.request(1_000);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended.complete(status.getCode());
        }
    }
}
