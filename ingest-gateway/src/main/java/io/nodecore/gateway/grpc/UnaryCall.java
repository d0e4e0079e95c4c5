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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, one answer that comes later on whatever thread. In place of gRPC's own stub adapter, which answers INTERNAL to a call
 * without a request or with two.
 */
final class UnaryCall<M extends Message, R> implements ServerCallHandler<GrpcRequest<M>, R> {

    /** Answers a request; a failure is a {@link Refused}. */
    @FunctionalInterface
    interface Answering<M extends Message, R> {
        CompletableFuture<R> answer(GrpcCaller caller, GrpcRequest<M> request);
    }

    private static final Logger log = LoggerFactory.getLogger(UnaryCall.class);

    private final Answering<M, R> answering;

    UnaryCall(Answering<M, R> answering) {
        this.answering = answering;
    }

    @Override
    public ServerCall.Listener<GrpcRequest<M>> startCall(ServerCall<GrpcRequest<M>, R> call, Metadata metadata) {
        // One more than expected, to notice it.
        call.request(2);
        return new OneRequest<>() {
            @Override
            void received(GrpcRequest<M> request) {
                var _ = answerOf(GrpcCaller.of(call, metadata), request).whenComplete((answer, failure) -> {
                    if (failure == null) {
                        call.sendHeaders(new Metadata());
                        call.sendMessage(answer);
                        call.close(Status.OK, new Metadata());
                    } else {
                        refuse(call, Refused.failureOf(failure));
                    }
                });
            }

            @Override
            void refused(Failure failure) {
                refuse(call, failure);
            }
        };
    }

    /** A defect of ours ends as a failure too: thrown into gRPC it would be an UNKNOWN without details. */
    private CompletableFuture<R> answerOf(GrpcCaller caller, GrpcRequest<M> request) {
        try {
            return answering.answer(caller, request);
        } catch (RuntimeException e) {
            log.error("a call from {} could not be handled", caller.address(), e);
            return CompletableFuture.failedFuture(e);
        }
    }

    static void refuse(ServerCall<?, ?> call, Failure failure) {
        StatusRuntimeException status = FailureStatus.of(failure);
        call.close(status.getStatus(), Objects.requireNonNullElseGet(status.getTrailers(), Metadata::new));
    }

    /** Waits for the end of the request side, and for exactly one request on it. */
    abstract static class OneRequest<M extends Message> extends ServerCall.Listener<GrpcRequest<M>> {

        private @Nullable GrpcRequest<M> request;
        private boolean done;

        abstract void received(GrpcRequest<M> request);

        abstract void refused(Failure failure);

        @Override
        public void onMessage(GrpcRequest<M> message) {
            if (done) {
                return;
            }
            if (request != null) {
                done = true;
                refused(new Failure.MalformedReport("the call has more than one request"));
                return;
            }
            request = message;
        }

        @Override
        public void onHalfClose() {
            if (done) {
                return;
            }
            done = true;
            if (request == null) {
                refused(new Failure.MalformedReport("the call has no request"));
            } else {
                received(request);
            }
        }
    }
}
