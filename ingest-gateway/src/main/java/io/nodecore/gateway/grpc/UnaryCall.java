package io.nodecore.gateway.grpc;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.FailureStatus;
import io.nodecore.gateway.failure.Refused;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * One request and one answer, which is sent later from any thread. It replaces gRPC's own stub adapter, which accepts the request before
 * its sender is admitted.
 */
final class UnaryCall<M extends Message, R> implements ServerCallHandler<GrpcRequest<M>, R> {

    /** Answers a request; a failure is a {@link Refused}. */
    @FunctionalInterface
    interface Answering<M extends Message, R> {
        CompletableFuture<R> answer(GrpcCaller caller, ArrivingRequest<M> request);
    }

    private final Answering<M, R> answering;

    UnaryCall(Answering<M, R> answering) {
        this.answering = answering;
    }

    @Override
    public ServerCall.Listener<GrpcRequest<M>> startCall(ServerCall<GrpcRequest<M>, R> call, Metadata metadata) {
        IncomingCall incoming = IncomingCall.opening();
        ArrivingRequest<M> request = new ArrivingRequest<>(incoming, call);
        var _ = GrpcCaller.of(incoming, metadata)
                .thenCompose(caller -> answering.answer(caller, request))
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        call.sendHeaders(new Metadata());
                        call.sendMessage(answer);
                        call.close(Status.OK, new Metadata());
                    } else {
                        refuse(call, Refused.failureOf(failure));
                    }
                });
        return request;
    }

    static void refuse(ServerCall<?, ?> call, Failure failure) {
        StatusRuntimeException status = FailureStatus.of(failure);
        call.close(status.getStatus(), Objects.requireNonNullElseGet(status.getTrailers(), Metadata::new));
    }
}
