package io.nodecore.gateway.grpc;

import com.google.protobuf.Message;
import io.grpc.ServerCall;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.InFlightBudget.Lease;
import io.nodecore.gateway.report.Received;
import io.nodecore.gateway.report.ReportBody;
import io.nodecore.gateway.rules.Violations;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The single request of a call; it is accepted only after its sender is admitted. */
final class ArrivingRequest<M extends Message> extends ServerCall.Listener<GrpcRequest<M>> implements ReportBody<M> {

    private final IncomingCall incoming;
    private final ServerCall<?, ?> call;
    /** Set to null when the request is complete: while the call waits for Kafka, the parsed request must not stay in memory. */
    private @Nullable CompletableFuture<GrpcRequest<M>> whole = new CompletableFuture<>();

    private @Nullable GrpcRequest<M> request;

    ArrivingRequest(IncomingCall incoming, ServerCall<?, ?> call) {
        this.incoming = incoming;
        this.call = call;
        incoming.onFailure(failure -> fail(new Refused(failure)));
    }

    @Override
    public synchronized CompletableFuture<Received<M>> read(Lease lease) {
        CompletableFuture<GrpcRequest<M>> arrival = whole;
        if (arrival == null) {
            return CompletableFuture.failedFuture(new Refused(broken()));
        }
        CompletableFuture<Received<M>> received = arrival.thenApply(read -> received(read, lease));
        incoming.admit(call, lease, failure -> fail(new Refused(failure)));
        return received;
    }

    private Received<M> received(GrpcRequest<M> read, Lease lease) {
        return switch (read) {
            case GrpcRequest.Parsed<M>(M message, byte[] bytes) -> {
                // A decompressed request is larger than the bytes that were transferred.
                lease.grow(Math.max(0, bytes.length - incoming.wireBytes()));
                yield new Received<>(message, bytes, new Violations());
            }
            case GrpcRequest.Unparsed<M>(Failure failure) -> throw new Refused(failure);
        };
    }

    /** Runs an action when the answer has been read or the call has ended. */
    void onClosed(Runnable action) {
        incoming.onClosed(action);
    }

    @Override
    public void onMessage(GrpcRequest<M> message) {
        request = message;
    }

    @Override
    public void onHalfClose() {
        GrpcRequest<M> arrived = request;
        request = null;
        if (arrived == null) {
            fail(new Refused(new Failure.MalformedReport("the call has no request")));
            return;
        }
        CompletableFuture<GrpcRequest<M>> arrival = forget();
        if (arrival != null) {
            arrival.complete(arrived);
        }
    }

    @Override
    public void onCancel() {
        fail(new Refused(broken()));
    }

    private static Failure broken() {
        return new Failure.MalformedReport("the call broke off");
    }

    private void fail(Refused refused) {
        CompletableFuture<GrpcRequest<M>> arrival = forget();
        if (arrival != null) {
            arrival.completeExceptionally(refused);
        }
    }

    private synchronized @Nullable CompletableFuture<GrpcRequest<M>> forget() {
        CompletableFuture<GrpcRequest<M>> arrival = whole;
        whole = null;
        return arrival;
    }
}
