package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.Outcome.Ok;
import io.nodecore.gateway.kit.Outcome.Refusal;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.gateway.kit.Samples.Sample;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.schemas.Topics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only gRPC has: the key in the request, the frames of a call, reflection and health. */
class GrpcEdgeIT {

    private final RunningGateway gateway = RunningGateway.shared();
    private final GrpcAgent agent = new GrpcAgent(gateway);

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    static List<Sample> everyReport() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("everyReport")
    void the_key_in_the_request_counts_where_the_metadata_has_none_and_never_reaches_kafka(Sample sample)
            throws IOException {
        long nodeId = gateway.newNode();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        writeKey(request, "an earlier value of the field, which does not count");
        sample.report().writeTo(request);
        writeKey(request, Keys.of(nodeId));

        assertThat(agent.sendBytes(GrpcAgent.methodOf(sample.report()), request.toByteArray(), null, null))
                .isInstanceOf(Ok.class);

        assertThat(gateway.facts().of(sample.topic(), nodeId))
                .singleElement()
                .satisfies(fact ->
                        assertThat(fact.value()).isEqualTo(sample.report().toByteArray()));
    }

    @Test
    void the_key_of_the_metadata_wins() {
        long nodeId = gateway.newNode();
        Message request =
                ReportUsageRequest.newBuilder().setAuthKey(Keys.of(nodeId)).build();

        assertThat(agent.send(request, "wrong", null)).isInstanceOf(Refusal.class);
        assertThat(agent.send(request, "", null)).as("an empty key is none").isInstanceOf(Ok.class);
    }

    private static void writeKey(ByteArrayOutputStream request, String key) throws IOException {
        ReportUsageRequest.newBuilder().setAuthKey(key).build().writeTo(request);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3})
    void a_call_without_exactly_one_request_is_malformed(int requests) {
        StatusRuntimeException refused =
                frames(requests, "identity", Samples.heartbeat().toByteString());

        assertThat(GrpcAgent.refusal(refused).status()).isEqualTo(Code.INVALID_ARGUMENT.value());
        assertThat(GrpcAgent.refusal(refused).reason()).isEqualTo("malformed-report");
    }

    @Test
    void broken_gzip_is_malformed() {
        StatusRuntimeException refused = frames(1, "gzip", ByteString.copyFromUtf8("this was never compressed"));

        assertThat(GrpcAgent.refusal(refused).status()).isEqualTo(Code.INVALID_ARGUMENT.value());
    }

    @Test
    void an_unknown_compression_is_unimplemented() {
        StatusRuntimeException refused = frames(1, "br", ByteString.copyFromUtf8("x"));

        assertThat(refused.getStatus().getCode()).isEqualTo(Code.UNIMPLEMENTED);
    }

    @Test
    void a_small_message_that_grows_beyond_the_limit_is_too_large() {
        long nodeId = gateway.newNode();
        ReportUsageRequest huge = ReportUsageRequest.newBuilder()
                .addEntries(Samples.usageEntry().setRecordedAt("0".repeat(100 * 1024 * 1024)))
                .build();
        var stub = NodeServiceGrpc.newBlockingStub(agent.channel())
                .withCompression("gzip")
                .withInterceptors(io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor(key(nodeId)));

        assertThatThrownBy(() -> stub.reportUsage(huge))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(GrpcAgent.refusal(refused))
                                .isEqualTo(new Refusal(
                                        Code.RESOURCE_EXHAUSTED.value(), "report-too-large", List.of(), null)));
    }

    @Test
    void compressed_reports_are_facts_like_any_other() {
        long nodeId = gateway.newNode();

        NodeServiceGrpc.newBlockingStub(agent.channel())
                .withCompression("gzip")
                .withInterceptors(io.grpc.stub.MetadataUtils.newAttachHeadersInterceptor(key(nodeId)))
                .reportUsage(Samples.usage());

        assertThat(gateway.facts().of(Topics.USAGE, nodeId))
                .singleElement()
                .satisfies(fact ->
                        assertThat(fact.value()).isEqualTo(Samples.usage().toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodeservice.NodeService/Nothing", "other.Service/ReportUsage"})
    void an_unknown_method_is_unimplemented_with_a_reason(String method) {
        MethodDescriptor<byte[], byte[]> unknown = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .setRequestMarshaller(new Raw())
                .setResponseMarshaller(new Raw())
                .build();

        assertThatThrownBy(
                        () -> ClientCalls.blockingUnaryCall(agent.channel(), unknown, CallOptions.DEFAULT, new byte[0]))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(GrpcAgent.refusal(refused))
                                .isEqualTo(new Refusal(Code.UNIMPLEMENTED.value(), "unknown-route", List.of(), null)));
    }

    @Test
    void reflection_answers_older_clients_too() throws Exception {
        CompletableFuture<String> names = new CompletableFuture<>();
        var requests = io.grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(agent.channel())
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(io.grpc.reflection.v1alpha.ServerReflectionResponse value) {
                        names.complete(value.getListServicesResponse().toString());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        names.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        requests.onNext(io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
                .setListServices("")
                .build());

        assertThat(names.get(10, TimeUnit.SECONDS)).contains("nodeservice.NodeService");
        requests.onCompleted();
    }

    @Test
    void reflection_shows_the_file() throws Exception {
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        var requests = ServerReflectionGrpc.newStub(agent.channel()).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse value) {
                answer.complete(value);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        });
        requests.onNext(ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol("nodeservice.NodeService")
                .build());

        assertThat(answer.get(10, TimeUnit.SECONDS).getFileDescriptorResponse().getFileDescriptorProtoList())
                .anySatisfy(file -> assertThat(file.toStringUtf8()).contains("WatchConfig"));
        requests.onCompleted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nodeservice.NodeService"})
    void health_is_serving(String service) {
        var health = HealthGrpc.newBlockingStub(agent.channel());
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(health.check(HealthCheckRequest.newBuilder()
                                        .setService(service)
                                        .build())
                                .getStatus())
                        .isEqualTo(ServingStatus.SERVING));
    }

    private static Metadata key(long nodeId) {
        Metadata metadata = new Metadata();
        metadata.put(GrpcAgent.AUTH_KEY, Keys.of(nodeId));
        return metadata;
    }

    /** Sends the same bytes as so many request frames that claim this encoding, and answers how the call ends. */
    private StatusRuntimeException frames(int requests, String encoding, ByteString bytes) {
        MethodDescriptor<byte[], byte[]> heartbeat = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName(NodeServiceGrpc.getHeartbeatMethod().getFullMethodName())
                .setRequestMarshaller(new Raw())
                .setResponseMarshaller(new Raw())
                .build();
        ManagedChannel channel = io.grpc.netty.NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort())
                .usePlaintext()
                .compressorRegistry(claiming(encoding))
                .build();
        try {
            CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
            ClientCall<byte[], byte[]> call = channel.newCall(
                    heartbeat, encoding.equals("identity") ? options : options.withCompression(encoding));
            CompletableFuture<Status> closed = new CompletableFuture<>();
            CompletableFuture<Metadata> trailers = new CompletableFuture<>();
            call.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onClose(Status status, Metadata metadata) {
                            trailers.complete(metadata);
                            closed.complete(status);
                        }
                    },
                    key(gateway.newNode()));
            call.request(1);
            for (int i = 0; i < requests; i++) {
                call.sendMessage(bytes.toByteArray());
            }
            call.halfClose();
            return new StatusRuntimeException(closed.join(), trailers.join());
        } finally {
            channel.shutdownNow();
        }
    }

    /** Compressors that write what they are given, under any name. */
    private static io.grpc.CompressorRegistry claiming(String encoding) {
        var registry = io.grpc.CompressorRegistry.newEmptyInstance();
        registry.register(new io.grpc.Compressor() {
            @Override
            public String getMessageEncoding() {
                return encoding;
            }

            @Override
            public java.io.OutputStream compress(java.io.OutputStream stream) {
                return stream;
            }
        });
        return registry;
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
