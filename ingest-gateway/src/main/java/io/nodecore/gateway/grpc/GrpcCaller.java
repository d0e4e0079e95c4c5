package io.nodecore.gateway.grpc;

import io.grpc.Metadata;
import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.auth.Transport;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a call.
 *
 * @param reportId from the metadata {@code x-report-id}, or null
 */
record GrpcCaller(Caller caller, @Nullable String reportId) {

    private static final Metadata.Key<String> AUTH_KEY =
            Metadata.Key.of("x-node-auth-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> REPORT_ID =
            Metadata.Key.of("x-report-id", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> FORWARDED =
            Metadata.Key.of("forwarded", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> FORWARDED_FOR =
            Metadata.Key.of("x-forwarded-for", Metadata.ASCII_STRING_MARSHALLER);

    /** The key is that of the metadata, or that of the request's own field if the metadata has none. */
    static CompletableFuture<GrpcCaller> of(IncomingCall call, Metadata metadata) {
        String reportId = metadata.get(REPORT_ID);
        String address = call.clientAddress(joined(metadata, FORWARDED), joined(metadata, FORWARDED_FOR));
        String authKey = Caller.given(metadata.get(AUTH_KEY));
        return authKey != null
                ? CompletableFuture.completedFuture(of(call, address, authKey, reportId))
                : call.keyInRequest().thenApply(key -> of(call, address, key, reportId));
    }

    private static GrpcCaller of(
            IncomingCall call, String address, @Nullable String authKey, @Nullable String reportId) {
        return new GrpcCaller(new Caller(Transport.GRPC, call.connection(), address, authKey), reportId);
    }

    private static @Nullable String joined(Metadata metadata, Metadata.Key<String> header) {
        Iterable<String> values = metadata.getAll(header);
        return values == null ? null : String.join(",", values);
    }
}
