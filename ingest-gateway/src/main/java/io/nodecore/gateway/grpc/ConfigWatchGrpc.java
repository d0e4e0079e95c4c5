package io.nodecore.gateway.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.config.ConfigWatches;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.rules.Violations;
import io.nodecore.gateway.rules.WatchRules;
import io.nodecore.proto.WatchConfigRequest;
import io.nodecore.proto.WatchConfigResponse;
import org.jspecify.annotations.Nullable;

/** The server stream of WatchConfig. It takes no thread, and a slow agent gets the newest revision once it reads again. */
public final class ConfigWatchGrpc implements ServerCallHandler<GrpcRequest<WatchConfigRequest>, WatchConfigResponse> {

    private final Admission admission;
    private final ConfigWatches watches;
    private final WatchRules rules = new WatchRules();

    public ConfigWatchGrpc(Admission admission, ConfigWatches watches) {
        this.admission = admission;
        this.watches = watches;
    }

    @Override
    public ServerCall.Listener<GrpcRequest<WatchConfigRequest>> startCall(
            ServerCall<GrpcRequest<WatchConfigRequest>, WatchConfigResponse> call, Metadata metadata) {
        call.request(2);
        Stream stream = new Stream(call);
        return new UnaryCall.OneRequest<>() {
            @Override
            void received(GrpcRequest<WatchConfigRequest> request) {
                GrpcCaller caller = GrpcCaller.of(call, metadata);
                var _ = admission.admit(caller.claiming(request.authKey())).whenComplete((node, refusal) -> {
                    try {
                        if (refusal != null) {
                            throw new Refused(Refused.failureOf(refusal));
                        }
                        stream.opened(watches.open(node, revisionOf(request), stream));
                    } catch (Refused refused) {
                        stream.ended(refused.failure());
                    }
                });
            }

            @Override
            void refused(Failure failure) {
                stream.ended(failure);
            }

            @Override
            public void onReady() {
                stream.send();
            }

            @Override
            public void onCancel() {
                stream.closed();
            }
        };
    }

    private @Nullable Long revisionOf(GrpcRequest<WatchConfigRequest> request) {
        return switch (request) {
            case GrpcRequest.Parsed<WatchConfigRequest> parsed -> {
                WatchConfigRequest message = parsed.message();
                Violations violations = new Violations();
                var _ = rules.canonical(message, violations);
                violations.refuseAny();
                yield message.hasRevision() ? message.getRevision() : null;
            }
            case GrpcRequest.Unparsed<WatchConfigRequest> unparsed -> throw new Refused(unparsed.failure());
        };
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
            // An agent sees by the headers that the watch is on, though there may be nothing to tell for days.
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
