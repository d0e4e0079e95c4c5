package io.nodecore.gateway.http;

import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.auth.Transport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What the headers of a request say of its sender. */
final class HttpCaller {

    private static final String AUTH_KEY = "x-node-auth-key";
    private static final String REPORT_ID = "Idempotency-Key";

    private HttpCaller() {}

    static Caller of(ServerRequest request) {
        return new Caller(Transport.HTTP, addressOf(request), request.headers().firstHeader(AUTH_KEY));
    }

    static @Nullable String reportIdOf(ServerRequest request) {
        return request.headers().firstHeader(REPORT_ID);
    }

    static String addressOf(ServerRequest request) {
        InetSocketAddress remote = request.remoteAddress().orElse(null);
        return remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
    }
}
