package io.nodecore.gateway.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.auth.Transport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of a call says of its sender.
 *
 * @param authKey of the metadata {@code x-node-auth-key}, or null
 * @param reportId of the metadata {@code x-report-id}, or null
 */
record GrpcCaller(
        String address, @Nullable String authKey, @Nullable String reportId) {

    private static final Metadata.Key<String> AUTH_KEY =
            Metadata.Key.of("x-node-auth-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> REPORT_ID =
            Metadata.Key.of("x-report-id", Metadata.ASCII_STRING_MARSHALLER);

    static GrpcCaller of(ServerCall<?, ?> call, Metadata metadata) {
        var remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        String address = remote instanceof InetSocketAddress socket
                ? socket.getAddress().getHostAddress()
                : String.valueOf(remote);
        return new GrpcCaller(address, Caller.given(metadata.get(AUTH_KEY)), metadata.get(REPORT_ID));
    }

    /** The metadata's key, or the request's own if the metadata has none. */
    Caller claiming(@Nullable String requestKey) {
        return new Caller(Transport.GRPC, address, authKey != null ? authKey : requestKey);
    }
}
