package io.nodecore.gateway.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.auth.NodeIdentity;
import io.nodecore.gateway.config.ConfigWatches;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.rules.WatchRules;
import io.nodecore.proto.WatchConfigRequest;
import io.nodecore.proto.WatchConfigResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The server stream of WatchConfig. It uses no thread, and a slow agent gets the newest revision when it reads again. */
public final class ConfigWatchGrpc implements ServerCallHandler<GrpcRequest<WatchConfigRequest>, WatchConfigResponse> {

    private final Admission admission;
    private final ConfigWatches watches;
    private final InFlightBudget budget;
    private final WatchRules rules = new WatchRules();

    public ConfigWatchGrpc(Admission admission, ConfigWatches watches, InFlightBudget budget) {
        this.admission = admission;
        this.watches = watches;
        this.budget = budget;
    }

    @Override
    public ServerCall.Listener<GrpcRequest<WatchConfigRequest>> startCall(
            ServerCall<GrpcRequest<WatchConfigRequest>, WatchConfigResponse> call, Metadata metadata) {
        IncomingCall incoming = IncomingCall.opening();
        Stream stream = new Stream(call);
        ArrivingRequest<WatchConfigRequest> request = new ArrivingRequest<>(incoming, call);
        incoming.onClosed(stream::closed);
        var _ = GrpcCaller.of(incoming, metadata)
                .thenCompose(caller -> admission.admit(caller.caller()))
                .thenCompose(node -> revisionOf(node, request)
                        .thenAccept(revision -> stream.opened(watches.open(node, revision, stream))))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        stream.ended(Refused.failureOf(failure));
                    }
                });
        return new SimpleForwardingServerCallListener<>(request) {
            @Override
            public void onReady() {
                stream.send();
            }
        };
    }

    /** Completes with the revision that the agent has, or null. */
    private CompletableFuture<@Nullable Long> revisionOf(
            NodeIdentity node, ArrivingRequest<WatchConfigRequest> request) {
        InFlightBudget.Lease lease = budget.open();
        lease.assign(node.nodeId());
        return request.read(lease)
                .<@Nullable Long>thenApply(received -> {
                    WatchConfigRequest message = rules.canonical(received.report(), received.violations());
                    received.violations().refuseAny();
                    return message.hasRevision() ? message.getRevision() : null;
                })
                .whenComplete((_, _) -> lease.close());
    }

    /** One agent's stream. Its call is used by one thread at a time. */
    private static final class Stream implements ConfigWatches.Listener {

        private final ServerCall<?, WatchConfigResponse> call;
        private @Nullable Long unsent;
        private @Nullable Runnable close;
        private boolean headersSent;
        private boolean ended;

        Stream(ServerCall<?, WatchConfigResponse> call) {
            this.call = call;
        }

        synchronized void opened(Runnable closeWatch) {
            if (ended) {
                closeWatch.run();
                return;
            }
            close = closeWatch;
            // The headers show the agent that the watch is open; the first message may come days later.
            sendHeaders();
        }

        @Override
        public synchronized void published(long revision) {
            unsent = revision;
            send();
        }

        synchronized void send() {
            if (unsent == null || ended || !call.isReady()) {
                return;
            }
            sendHeaders();
            call.sendMessage(
                    WatchConfigResponse.newBuilder().setRevision(unsent).build());
            unsent = null;
        }

        private void sendHeaders() {
            if (!headersSent) {
                headersSent = true;
                call.sendHeaders(new Metadata());
            }
        }

        @Override
        public synchronized void ended(Failure failure) {
            if (!ended) {
                ended = true;
                UnaryCall.refuse(call, failure);
            }
        }

        synchronized void closed() {
            ended = true;
            if (close != null) {
                close.run();
            }
        }
    }
}
