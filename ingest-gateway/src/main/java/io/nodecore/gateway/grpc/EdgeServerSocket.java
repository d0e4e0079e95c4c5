package io.nodecore.gateway.grpc;

import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.function.Consumer;

/** The listening socket of the gRPC port; it reports every accepted connection before gRPC gets it. */
final class EdgeServerSocket extends NioServerSocketChannel {

    private final Consumer<SocketChannel> accepted;

    EdgeServerSocket(Consumer<SocketChannel> accepted) {
        this.accepted = accepted;
    }

    @Override
    protected int doReadMessages(List<Object> connections) throws Exception {
        int read = super.doReadMessages(connections);
        if (read > 0 && connections.getLast() instanceof SocketChannel connection) {
            accepted.accept(connection);
        }
        return read;
    }
}
