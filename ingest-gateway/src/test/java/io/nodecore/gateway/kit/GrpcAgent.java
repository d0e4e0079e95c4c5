package io.nodecore.gateway.kit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.nodecore.gateway.config.NodeConfig;
import io.nodecore.gateway.failure.Violation;
import io.nodecore.proto.GetLatestConfigRequest;
import io.nodecore.proto.GetLatestConfigResponse;
import io.nodecore.proto.HeartbeatResponse;
import io.nodecore.proto.NodeServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An agent that speaks gRPC. */
public final class GrpcAgent implements Agent {

    public static final Metadata.Key<String> AUTH_KEY =
            Metadata.Key.of("x-node-auth-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> REPORT_ID =
            Metadata.Key.of("x-report-id", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;

    public GrpcAgent(RunningGateway gateway) {
        this(gateway.grpcPort());
    }

    /** @param port of a gateway, or of something that leads to one */
    public GrpcAgent(int port) {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    public ManagedChannel channel() {
        return channel;
    }

    @Override
    public Outcome send(Message report, @Nullable String authKey, @Nullable String reportId) {
        return sendBytes(methodOf(report), report.toByteArray(), authKey, reportId);
    }

    @Override
    public Outcome sendGarbage(Message inPlaceOf, byte[] garbage, String authKey) {
        return sendBytes(methodOf(inPlaceOf), garbage, authKey, null);
    }

    public Outcome sendBytes(
            MethodDescriptor<?, ?> method, byte[] request, @Nullable String authKey, @Nullable String reportId) {
        try {
            Object answer = call(method, request, authKey, reportId);
            return new Outcome.Ok(answer instanceof HeartbeatResponse heartbeat ? heartbeat.getNeedSync() : null);
        } catch (StatusRuntimeException e) {
            return refusal(e);
        }
    }

    private Object call(
            MethodDescriptor<?, ?> method, byte[] request, @Nullable String authKey, @Nullable String reportId) {
        Metadata metadata = new Metadata();
        if (authKey != null) {
            metadata.put(AUTH_KEY, authKey);
        }
        if (reportId != null) {
            metadata.put(REPORT_ID, reportId);
        }
        MethodDescriptor<byte[], ?> raw =
                method.toBuilder(new Bytes(), method.getResponseMarshaller()).build();
        return ClientCalls.blockingUnaryCall(
                io.grpc.ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata)),
                raw,
                CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
                request);
    }

    public static Outcome.Refusal refusal(StatusRuntimeException e) {
        var status = StatusProto.fromThrowable(e);
        String reason = "";
        List<Violation> violations = List.of();
        Long retryAfter = null;
        try {
            for (var detail : status == null ? List.<com.google.protobuf.Any>of() : status.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    reason = detail.unpack(ErrorInfo.class).getReason();
                } else if (detail.is(BadRequest.class)) {
                    violations = detail.unpack(BadRequest.class).getFieldViolationsList().stream()
                            .map(v -> new Violation(v.getField(), v.getDescription()))
                            .toList();
                } else if (detail.is(RetryInfo.class)) {
                    retryAfter = detail.unpack(RetryInfo.class).getRetryDelay().getSeconds();
                }
            }
        } catch (InvalidProtocolBufferException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Outcome.Refusal(e.getStatus().getCode().value(), reason, violations, retryAfter);
    }

    @Override
    public NodeConfig latestConfig(String authKey) {
        GetLatestConfigResponse config =
                (GetLatestConfigResponse) call(NodeServiceGrpc.getGetLatestConfigMethod(), new byte[0], authKey, null);
        return new NodeConfig(
                config.getRevision(),
                config.getClientMapJson(),
                config.getMtprotoClientMapJson(),
                config.getServicesJson());
    }

    @Override
    public Outcome latestConfigOutcome(@Nullable String authKey) {
        return send(GetLatestConfigRequest.getDefaultInstance(), authKey, null);
    }

    @Override
    public int statusOf(int http, Status.Code grpc) {
        return grpc.value();
    }

    /** The method that takes this request. */
    public static MethodDescriptor<?, ?> methodOf(Message request) {
        return NodeServiceGrpc.getServiceDescriptor().getMethods().stream()
                .filter(method -> ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller())
                        .getMessageClass()
                        .equals(request.getClass()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** Sends what it is given. */
    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
