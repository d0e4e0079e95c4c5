package io.nodecore.gateway.connection;

import io.netty.channel.Channel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Tracks the connections of a listening socket from accept to close. */
public final class AcceptedConnections {

    private static final AttributeKey<Connection> CONNECTION = AttributeKey.valueOf(Connection.class, "nodecore");

    private final Connections connections;
    private final ConnectionSettings settings;
    private final NetworkSettings network;

    public AcceptedConnections(Connections connections, ConnectionSettings settings, NetworkSettings network) {
        this.connections = connections;
        this.settings = settings;
        this.network = network;
    }

    /** A connection was accepted; its channel may not be registered yet. */
    public Connection accepted(Channel channel) {
        Connection connection = new Connection(channel::close);
        channel.attr(CONNECTION).set(connection);
        String peer = textOf(channel.remoteAddress());
        if (network.proxyProtocol()) {
            channel.pipeline()
                    .addFirst(new ProxiedAddress(
                            client -> connections.opened(connection, client == null ? peer : client)));
            channel.pipeline().addFirst(new HAProxyMessageDecoder());
        } else {
            connections.opened(connection, peer);
        }
        channel.closeFuture().addListener(_ -> connections.closed(connection));
        channel.pipeline().addFirst(new UnauthenticatedAge(connections, connection, settings.unauthenticatedAge()));
        return connection;
    }

    /** The connection of a channel that was {@link #accepted} here. */
    public static Connection of(Channel channel) {
        // The streams of an HTTP/2 connection are separate channels.
        Connection own = channel.attr(CONNECTION).get();
        Channel parent = channel.parent();
        return own != null || parent == null ? own : of(parent);
    }

    public Runnable beginUnauthenticatedCall(Connection connection) {
        return connections.beginUnauthenticatedCall(connection);
    }

    private static String textOf(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress().getHostAddress()
                : "unknown";
    }
}
