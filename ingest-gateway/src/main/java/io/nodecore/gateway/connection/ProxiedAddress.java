package io.nodecore.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the address of the client from the PROXY protocol header; a connection without a header is closed. */
final class ProxiedAddress extends ChannelInboundHandlerAdapter {

    private final Consumer<@Nullable String> address;

    /** @param address receives the address, or null if the proxy opened the connection for itself */
    ProxiedAddress(Consumer<@Nullable String> address) {
        this.address = address;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HAProxyMessage header) {
            address.accept(header.sourceAddress());
            header.release();
            context.pipeline().remove(this);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
