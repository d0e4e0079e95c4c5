package io.nodecore.gateway.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.nodecore.gateway.failure.Failure;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connects each call of gRPC with its guard: a call that is already refused is not opened. */
public final class OpenedCalls implements ServerInterceptor {

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
        IncomingCall incoming = IncomingCall.opening();
        EndedOnce<Q, R> once = new EndedOnce<>(call, incoming);
        Failure failure = incoming.failure();
        if (failure != null) {
            UnaryCall.refuse(once, failure);
            return new ServerCall.Listener<>() {};
        }
        if (!incoming.isNodeService()) {
            incoming.onFailure(refusal -> UnaryCall.refuse(once, refusal));
        }
        return next.startCall(once, metadata);
    }

    /** A call that both the guard and the service may end; the first one takes effect. */
    private static final class EndedOnce<Q, R> extends SimpleForwardingServerCall<Q, R> {

        private final IncomingCall incoming;
        private final AtomicBoolean ended = new AtomicBoolean();

        EndedOnce(ServerCall<Q, R> call, IncomingCall incoming) {
            super(call);
            this.incoming = incoming;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!ended.get()) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(R message) {
            if (!ended.get()) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (ended.compareAndSet(false, true)) {
                incoming.answered();
                super.close(status, trailers);
            }
        }
    }
}
