package io.nodecore.gateway.kit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 connection whose frames the test writes itself; it acknowledges settings and pings, and notes how streams end. */
public final class RawHttp2 implements AutoCloseable {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int LARGEST_FRAME = 16_384;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;

    private final Socket socket;
    private final DataOutputStream out;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1 << 20);
    private final Map<Integer, Http2Headers> trailers = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> resets = new ConcurrentHashMap<>();
    private final AtomicInteger nextStream = new AtomicInteger(1);
    private volatile boolean goneAway;
    private volatile boolean closed;

    public RawHttp2(int port) throws IOException {
        this(port, "");
    }

    /** @param before sent before the connection begins, such as a PROXY protocol header */
    public RawHttp2(int port, String before) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        out = new DataOutputStream(socket.getOutputStream());
        out.write((before + PREFACE).getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
        Thread.ofVirtual().start(this::read);
    }

    /** Opens a call of a gRPC method, such as {@code nodeservice.NodeService/Heartbeat}. */
    public int call(String method, Map<String, String> metadata) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .authority("gateway")
                .path("/" + method)
                .add("content-type", "application/grpc")
                .add("te", "trailers");
        metadata.forEach(headers::add);
        int streamId = nextStream.getAndAdd(2);
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(streamId, headers, block);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        boolean isFirst = true;
        while (isFirst || block.isReadable()) {
            byte[] part = new byte[Math.min(LARGEST_FRAME, block.readableBytes())];
            block.readBytes(part);
            frame(isFirst ? HEADERS : CONTINUATION, block.isReadable() ? 0 : END_HEADERS, streamId, part);
            isFirst = false;
        }
        return streamId;
    }

    /** The beginning of a message that is announced to have this length. */
    public static byte[] message(int flags, int announced, byte[] sent) {
        return ByteBuffer.allocate(5 + sent.length)
                .put((byte) flags)
                .putInt(announced)
                .put(sent)
                .array();
    }

    public void data(int streamId, byte[] bytes, boolean endOfStream) {
        int at = 0;
        do {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + LARGEST_FRAME));
            at += part.length;
            frame(DATA, endOfStream && at == bytes.length ? END_STREAM : 0, streamId, part);
        } while (at < bytes.length);
    }

    public void reset(int streamId) {
        frame(RST_STREAM, 0, streamId, new byte[] {0, 0, 0, 8});
    }

    /** The grpc-status that ended a stream, or null while there is none. */
    public @Nullable Integer status(int streamId) {
        Http2Headers end = trailers.get(streamId);
        CharSequence status = end == null ? null : end.get("grpc-status");
        return status == null ? null : Integer.valueOf(status.toString());
    }

    public String messageOf(int streamId) {
        Http2Headers end = trailers.get(streamId);
        return String.valueOf(end == null ? null : end.get("grpc-message"));
    }

    /** The error code that the gateway reset a stream with, or null. */
    public @Nullable Integer resetOf(int streamId) {
        return resets.get(streamId);
    }

    public boolean isGoneAway() {
        return goneAway;
    }

    public boolean isClosed() {
        return closed;
    }

    private synchronized void frame(int type, int flags, int streamId, byte[] payload) {
        try {
            out.writeByte(payload.length >> 16);
            out.writeShort(payload.length);
            out.writeByte(type);
            out.writeByte(flags);
            out.writeInt(streamId);
            out.write(payload);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int streamId = in.readInt();
                byte[] payload = in.readNBytes(length);
                switch (type) {
                    case HEADERS ->
                        trailers.put(streamId, decoder.decodeHeaders(streamId, Unpooled.wrappedBuffer(payload)));
                    case RST_STREAM ->
                        resets.put(streamId, ByteBuffer.wrap(payload).getInt());
                    case SETTINGS -> {
                        if ((flags & ACK) == 0) {
                            frame(SETTINGS, ACK, 0, new byte[0]);
                        }
                    }
                    case PING -> {
                        if ((flags & ACK) == 0) {
                            frame(PING, ACK, 0, payload);
                        }
                    }
                    case GO_AWAY -> goneAway = true;
                    default -> {}
                }
            }
        } catch (IOException | UncheckedIOException e) {
            closed = true;
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
