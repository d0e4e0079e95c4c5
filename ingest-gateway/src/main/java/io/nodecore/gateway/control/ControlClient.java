package io.nodecore.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.failure.Violation;
import io.nodecore.proto.control.ControlServiceGrpc;
import io.nodecore.proto.control.ControlServiceGrpc.ControlServiceStub;
import io.nodecore.proto.control.FindKeyRequest;
import io.nodecore.proto.control.FindKeyResponse;
import io.nodecore.proto.control.GetConfigChangeRequest;
import io.nodecore.proto.control.GetConfigChangeResponse;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.proto.control.GetConfigResponse;
import io.nodecore.proto.control.RegisterNodeRequest;
import io.nodecore.proto.control.RegisterNodeResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of the gateway to config-service. No call blocks and each has a deadline. If config-service gives no decision, the call
 * fails with {@link Failure.ControlUnavailable}.
 */
public final class ControlClient {

    private static final Logger log = LoggerFactory.getLogger(ControlClient.class);

    private final ControlSettings settings;
    private final ManagedChannel channel;
    private final ControlServiceStub stub;

    public ControlClient(ControlSettings settings, ManagedChannel channel) {
        this.settings = settings;
        this.channel = channel;
        this.stub = ControlServiceGrpc.newStub(channel);
    }

    /**
     * The node of a key; empty if config-service does not know the key.
     *
     * @param keyHash SHA-256 of the key's UTF-8 bytes
     */
    public CompletableFuture<OptionalLong> findKey(byte[] keyHash) {
        FindKeyRequest request = FindKeyRequest.newBuilder()
                .setKeyHash(ByteString.copyFrom(keyHash))
                .build();
        return this.<FindKeyResponse>call(settings.findKeyTimeout(), (stub, answer) -> stub.findKey(request, answer))
                .handle((found, failure) -> answerOr(failure, () -> OptionalLong.of(found.getNodeId()), status -> {
                    if (status.getCode() == Status.Code.NOT_FOUND) {
                        return OptionalLong.empty();
                    }
                    throw unavailable("FindKey", status);
                }));
    }

    /** Redeems a registration code. */
    public CompletableFuture<RegisterNodeResponse> register(RegisterNodeRequest request) {
        return this.<RegisterNodeResponse>call(
                        settings.registerTimeout(), (stub, answer) -> stub.registerNode(request, answer))
                .handle((made, failure) -> answerOr(failure, () -> made, status -> {
                    throw switch (status.getCode()) {
                        case NOT_FOUND -> new Refused(new Failure.CodeInvalid());
                        case ALREADY_EXISTS -> new Refused(new Failure.CodeUsed());
                        case INVALID_ARGUMENT -> new Refused(new Failure.InvalidReport(violations(failure, status)));
                        default -> unavailable("RegisterNode", status);
                    };
                }));
    }

    /** The latest config of a node; without its content if the known revision is still the latest. */
    public CompletableFuture<GetConfigResponse> config(GetConfigRequest request) {
        return this.<GetConfigResponse>call(settings.configTimeout(), (stub, answer) -> stub.getConfig(request, answer))
                .handle((config, failure) -> answerOr(failure, () -> config, status -> {
                    throw unavailable("GetConfig", status);
                }));
    }

    /** What changed since a revision of a node's config; empty if that revision is not stored. */
    public CompletableFuture<Optional<GetConfigChangeResponse>> configChange(GetConfigChangeRequest request) {
        return this.<GetConfigChangeResponse>call(
                        settings.configTimeout(), (stub, answer) -> stub.getConfigChange(request, answer))
                .handle((change, failure) -> answerOr(failure, () -> Optional.of(change), status -> {
                    if (status.getCode() == Status.Code.NOT_FOUND) {
                        return Optional.empty();
                    }
                    throw unavailable("GetConfigChange", status);
                }));
    }

    private <T> CompletableFuture<T> call(Duration timeout, BiConsumer<ControlServiceStub, StreamObserver<T>> method) {
        if (channel.getState(true) == ConnectivityState.TRANSIENT_FAILURE) {
            // The back-off of a channel grows to minutes; after config-service has recovered, the next caller should
            // reach it.
            channel.resetConnectBackoff();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        method.accept(stub.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS), new SingleAnswer<>(answer));
        return answer;
    }

    private static <T> T answerOr(@Nullable Throwable failure, Supplier<T> answer, Function<Status, T> onStatus) {
        if (failure == null) {
            return answer.get();
        }
        return onStatus.apply(Status.fromThrowable(failure instanceof CompletionException e ? e.getCause() : failure));
    }

    private static Refused unavailable(String call, Status status) {
        log.warn("config-service did not answer {}: {} {}", call, status.getCode(), status.getDescription());
        return new Refused(new Failure.ControlUnavailable());
    }

    /** The fields that config-service refuses; one violation for the whole request if it names none. */
    private static List<Violation> violations(Throwable failure, Status status) {
        var details = StatusProto.fromThrowable(failure);
        List<Violation> named = details == null
                ? List.of()
                : details.getDetailsList().stream()
                        .filter(any -> any.is(BadRequest.class))
                        .flatMap(any -> {
                            try {
                                return any.unpack(BadRequest.class).getFieldViolationsList().stream();
                            } catch (InvalidProtocolBufferException e) {
                                log.warn("config-service sent details that can't be read", e);
                                return Stream.empty();
                            }
                        })
                        .map(violation -> new Violation(violation.getField(), violation.getDescription()))
                        .toList();
        String description = status.getDescription();
        return named.isEmpty() ? List.of(new Violation("", description == null ? "is refused" : description)) : named;
    }

    private record SingleAnswer<T>(CompletableFuture<T> future) implements StreamObserver<T> {
        @Override
        public void onNext(T value) {
            future.complete(value);
        }

        @Override
        public void onError(Throwable failure) {
            future.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            future.completeExceptionally(
                    Status.INTERNAL.withDescription("no answer").asRuntimeException());
        }
    }
}
