package io.nodecore.gateway.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.nodecore.gateway.connection.Connection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Receives the HTTP/2 frames of one connection before gRPC does. gRPC buffers a message of any sender and checks it only when it is
 * complete; the guard limits what arrives before a key is known, and ends calls that gRPC would end as INTERNAL.
 *
 * <p>Used on the connection's event loop only.
 */
final class CallGuard extends Http2FrameListenerDecorator {

    private static final long LOOK_EVERY_SECONDS = 1;

    private final Channel channel;
    private final Connection connection;
    private final GrpcConnections edge;
    private final IntObjectMap<IncomingCall> calls = new IntObjectHashMap<>();

    private CallGuard(Http2ConnectionHandler http2, Channel channel, Connection connection, GrpcConnections edge) {
        super(http2.decoder().frameListener());
        this.channel = channel;
        this.connection = connection;
        this.edge = edge;
    }

    static void install(Http2ConnectionHandler http2, Channel channel, Connection connection, GrpcConnections edge) {
        CallGuard guard = new CallGuard(http2, channel, connection, edge);
        http2.decoder().frameListener(guard);
        http2.connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                IncomingCall call = guard.calls.remove(stream.id());
                if (call != null) {
                    call.closed();
                }
            }
        });
        var looking = channel.eventLoop()
                .scheduleWithFixedDelay(
                        () -> guard.endSlowCalls(http2), LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(_ -> looking.cancel(false));
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        IncomingCall known = calls.get(streamId);
        if (known != null) {
            // Trailers of a client: only the end of the stream matters.
            if (endOfStream) {
                onDataRead(context, streamId, Unpooled.EMPTY_BUFFER, 0, true);
            }
            return;
        }
        IncomingCall call = IncomingCall.open(edge, connection, channel.eventLoop(), headers);
        calls.put(streamId, call);
        call.whileOpening(() -> super.onHeadersRead(
                context, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream));
        if (endOfStream) {
            call.arrived(Unpooled.EMPTY_BUFFER, true);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        IncomingCall call = calls.get(streamId);
        return call != null && call.arrived(data, endOfStream)
                ? super.onDataRead(context, streamId, data, padding, endOfStream)
                // The bytes are discarded and returned to the flow-control window.
                : data.readableBytes() + padding;
    }

    private void endSlowCalls(Http2ConnectionHandler http2) {
        long now = System.nanoTime();
        for (var entry : List.copyOf(calls.entrySet())) {
            if (entry.getValue().isTooSlow(now)) {
                ChannelHandlerContext context = channel.pipeline().context(http2);
                http2.resetStream(context, entry.getKey(), Http2Error.CANCEL.code(), context.newPromise());
                context.flush();
            }
        }
    }
}
