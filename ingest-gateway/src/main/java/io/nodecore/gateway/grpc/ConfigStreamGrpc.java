package io.nodecore.gateway.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.nodecore.gateway.config.ConfigParts;
import io.nodecore.gateway.config.ConfigPartsIntake;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.proto.StreamConfigRequest;
import io.nodecore.proto.StreamConfigResponse;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The server stream of StreamConfig. It uses no thread: a part is sent when the connection has room for it. A node that does not read all
 * of them within the timeout of answers is cut off.
 */
public final class ConfigStreamGrpc
        implements ServerCallHandler<GrpcRequest<StreamConfigRequest>, StreamConfigResponse> {

    private final ConfigPartsIntake intake;

    public ConfigStreamGrpc(ConfigPartsIntake intake) {
        this.intake = intake;
    }

    @Override
    public ServerCall.Listener<GrpcRequest<StreamConfigRequest>> startCall(
            ServerCall<GrpcRequest<StreamConfigRequest>, StreamConfigResponse> call, Metadata metadata) {
        IncomingCall incoming = IncomingCall.opening();
        Stream stream = new Stream(call);
        ArrivingRequest<StreamConfigRequest> request = new ArrivingRequest<>(incoming, call);
        var _ = GrpcCaller.of(incoming, metadata)
                .thenCompose(caller -> intake.parts(caller.caller(), request))
                .whenComplete((parts, failure) -> {
                    if (failure == null) {
                        incoming.onClosed(parts::close);
                        incoming.answered();
                        stream.start(parts);
                    } else {
                        stream.refuse(Refused.failureOf(failure));
                    }
                });
        return new SimpleForwardingServerCallListener<>(request) {
            @Override
            public void onReady() {
                stream.send();
            }
        };
    }

    /** One answer. Its call is used by one thread at a time. */
    private static final class Stream {

        private final ServerCall<?, StreamConfigResponse> call;
        private @Nullable Iterator<StreamConfigResponse> unsent;

        Stream(ServerCall<?, StreamConfigResponse> call) {
            this.call = call;
        }

        synchronized void start(ConfigParts parts) {
            unsent = parts.parts().iterator();
            call.sendHeaders(new Metadata());
            send();
        }

        synchronized void refuse(Failure failure) {
            UnaryCall.refuse(call, failure);
        }

        synchronized void send() {
            Iterator<StreamConfigResponse> rest = unsent;
            if (rest == null) {
                return;
            }
            while (rest.hasNext() && call.isReady()) {
                call.sendMessage(rest.next());
            }
            if (!rest.hasNext()) {
                unsent = null;
                call.close(Status.OK, new Metadata());
            }
        }
    }
}
