package io.nodecore.gateway.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.nodecore.gateway.connection.AcceptedConnections;
import io.nodecore.gateway.connection.Connection;
import io.nodecore.gateway.connection.ConnectionSettings;
import io.nodecore.gateway.connection.TrustedProxies;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.limit.LimitSettings;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link CallGuard} in front of gRPC on every connection. gRPC reports a connection after its first SETTINGS frame, which comes
 * before any call, so the guard sees every call.
 */
public final class GrpcConnections extends ServerTransportFilter {

    /** The local and the remote address identify a connection. */
    private record Ends(
            @Nullable SocketAddress local, @Nullable SocketAddress remote) {}

    private record Accepted(SocketChannel channel, Connection connection) {}

    private final Map<Ends, Accepted> accepted = new ConcurrentHashMap<>();
    private final AcceptedConnections connections;
    private final TrustedProxies proxies;
    private final ConnectionSettings settings;
    private final LimitSettings limits;
    private final InFlightBudget unauthenticated;

    /** @param unauthenticated the budget of calls whose key is not known yet */
    public GrpcConnections(
            AcceptedConnections connections,
            TrustedProxies proxies,
            ConnectionSettings settings,
            LimitSettings limits,
            InFlightBudget unauthenticated) {
        this.connections = connections;
        this.proxies = proxies;
        this.settings = settings;
        this.limits = limits;
        this.unauthenticated = unauthenticated;
    }

    public ServerChannel listen() {
        return new EdgeServerSocket(this::accept);
    }

    private void accept(SocketChannel channel) {
        Ends ends = new Ends(channel.localAddress(), channel.remoteAddress());
        accepted.put(ends, new Accepted(channel, connections.accepted(channel)));
        channel.closeFuture().addListener(_ -> accepted.remove(ends));
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        Ends ends = new Ends(
                attributes.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR), attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        Accepted known = Objects.requireNonNull(accepted.get(ends), "a connection that was not accepted here");
        Http2ConnectionHandler http2 = known.channel().pipeline().get(Http2ConnectionHandler.class);
        CallGuard.install(http2, known.channel(), known.connection(), this);
        return attributes;
    }

    TrustedProxies proxies() {
        return proxies;
    }

    ConnectionSettings settings() {
        return settings;
    }

    LimitSettings limits() {
        return limits;
    }

    InFlightBudget unauthenticated() {
        return unauthenticated;
    }

    /** Counts a call on an unauthenticated connection; the result ends the count. */
    Runnable beginCall(Connection connection) {
        return connection.isAuthenticated() ? () -> {} : connections.beginUnauthenticatedCall(connection);
    }
}
