package io.nodecore.gateway.http;

import io.nodecore.gateway.auth.Caller;
import io.nodecore.gateway.auth.Transport;
import io.nodecore.gateway.connection.AcceptedConnections;
import io.nodecore.gateway.connection.Connection;
import io.nodecore.gateway.connection.TrustedProxies;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.netty.http.server.HttpServerRequest;

/** Reads the sender of an HTTP request: its connection, address and auth key. */
final class HttpCaller {

    private static final String AUTH_KEY = "x-node-auth-key";
    private static final String REPORT_ID = "Idempotency-Key";

    private final TrustedProxies proxies;

    HttpCaller(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    Caller of(ServerRequest request) {
        return new Caller(
                Transport.HTTP,
                connectionOf(request),
                addressOf(request),
                request.headers().firstHeader(AUTH_KEY));
    }

    String addressOf(ServerRequest request) {
        return proxies.client(connectionOf(request), joined(request, "Forwarded"), joined(request, "X-Forwarded-For"));
    }

    private static @Nullable String joined(ServerRequest request, String header) {
        List<String> values = request.headers().header(header);
        return values.isEmpty() ? null : String.join(",", values);
    }

    private static Connection connectionOf(ServerRequest request) {
        HttpServerRequest received =
                ServerHttpRequestDecorator.getNativeRequest(request.exchange().getRequest());
        Connection[] connection = new Connection[1];
        received.withConnection(under -> connection[0] = AcceptedConnections.of(under.channel()));
        return connection[0];
    }

    static @Nullable String reportIdOf(ServerRequest request) {
        return request.headers().firstHeader(REPORT_ID);
    }
}
