package io.nodecore.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Closes a connection without a valid key after a time. */
final class UnauthenticatedAge extends ChannelInboundHandlerAdapter {

    private final Connections connections;
    private final Connection connection;
    private final Duration age;

    UnauthenticatedAge(Connections connections, Connection connection, Duration age) {
        this.connections = connections;
        this.connection = connection;
        this.age = age;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var closing = context.executor()
                .schedule(() -> connections.closeUnauthenticated(connection), age.toMillis(), TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(_ -> closing.cancel(false));
        context.fireChannelActive();
        context.pipeline().remove(this);
    }
}
