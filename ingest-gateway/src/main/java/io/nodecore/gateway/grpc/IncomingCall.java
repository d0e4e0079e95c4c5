package io.nodecore.gateway.grpc;

import io.grpc.ServerCall;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import io.nodecore.gateway.connection.Connection;
import io.nodecore.gateway.connection.TrustedProxies;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.InFlightBudget.Lease;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.proto.NodeServiceGrpc;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One gRPC call while its request arrives. Until its key is known, its bytes count in the budget of unauthenticated requests and its
 * message is not read from the connection, so flow control stops the sender; from then on the bytes count for the node.
 *
 * <p>Used on the connection's event loop only, except where noted.
 */
final class IncomingCall {

    private static final FastThreadLocal<IncomingCall> OPENING = new FastThreadLocal<>();
    private static final AsciiString ENCODING = AsciiString.cached("grpc-encoding");
    private static final AsciiString AUTH_KEY = AsciiString.cached("x-node-auth-key");
    private static final String NODE_SERVICE = "/" + NodeServiceGrpc.SERVICE_NAME + "/";
    private static final int HEADER_OVERHEAD = 32;

    private final Connection connection;
    private final EventLoop loop;
    private final LimitSettings limits;
    private final TrustedProxies proxies;
    private final boolean isNodeService;
    private final FrameScan frames;
    private final LeadingKey leadingKey;
    private final long openedAtNanos = System.nanoTime();
    private final Runnable endOfCount;
    private final CompletableFuture<@Nullable String> keyInRequest = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Lease unauthenticated;
    private Lease lease;
    private boolean needsKey;
    private boolean hasArrived;
    private long wireBytes;
    private @Nullable Failure failure;
    private @Nullable Consumer<Failure> onFailure;
    private volatile long answeredAtNanos;
    private volatile boolean isAnswered;

    private IncomingCall(
            GrpcConnections edge,
            Connection connection,
            EventLoop loop,
            Http2Headers headers,
            Runnable endOfCount,
            @Nullable Failure failure) {
        this.connection = connection;
        this.loop = loop;
        this.limits = edge.limits();
        this.proxies = edge.proxies();
        this.endOfCount = endOfCount;
        this.failure = failure;
        this.unauthenticated = edge.unauthenticated().open();
        this.lease = unauthenticated;
        this.leadingKey = new LeadingKey(limits.unauthenticatedBytes());
        CharSequence key = headers.get(AUTH_KEY);
        CharSequence path = headers.path();
        CharSequence encoding = headers.get(ENCODING);
        this.isNodeService = path != null && path.toString().startsWith(NODE_SERVICE);
        this.needsKey = isNodeService && (key == null || key.isEmpty());
        this.frames = new FrameScan(
                encoding != null && !AsciiString.contentEquals(encoding, "identity"),
                isNodeService ? limits.reportBytes() : limits.unauthenticatedBytes(),
                isNodeService ? 1 : Integer.MAX_VALUE,
                this::collect);
    }

    static IncomingCall open(GrpcConnections edge, Connection connection, EventLoop loop, Http2Headers headers) {
        Runnable endOfCount = () -> {};
        Failure failure = null;
        try {
            endOfCount = edge.beginCall(connection);
            int most = Math.toIntExact(edge.settings().headerSize().toBytes());
            if (sizeOf(headers) > most) {
                failure = new Failure.ReportTooLarge("the metadata of a call has at most " + most + " bytes");
            }
        } catch (Refused refused) {
            failure = refused.failure();
        }
        return new IncomingCall(edge, connection, loop, headers, endOfCount, failure);
    }

    private static long sizeOf(Http2Headers headers) {
        long size = 0;
        for (var header : headers) {
            size += HEADER_OVERHEAD
                    + header.getKey().length()
                    + header.getValue().length();
        }
        return size;
    }

    /** Work that may fail with an HTTP/2 error. */
    interface Opening {
        void run() throws Http2Exception;
    }

    /** Runs gRPC's own opening of the call; during it, {@link #opening()} returns this call. */
    void whileOpening(Opening opening) throws Http2Exception {
        OPENING.set(this);
        try {
            opening.run();
        } finally {
            OPENING.remove();
        }
    }

    /** The call that gRPC is opening on this thread. */
    static IncomingCall opening() {
        IncomingCall call = OPENING.get();
        if (call == null) {
            throw new IllegalStateException("calls are opened by their connection's guard only");
        }
        return call;
    }

    Connection connection() {
        return connection;
    }

    /** The address of the client; differs from that of the connection if a trusted proxy forwards for the client. */
    String clientAddress(@Nullable String forwarded, @Nullable String forwardedFor) {
        return proxies.client(connection, forwarded, forwardedFor);
    }

    /** The failure that already refuses the call, or null. */
    @Nullable
    Failure failure() {
        return failure;
    }

    boolean isNodeService() {
        return isNodeService;
    }

    /** Completes with the key in the request's own field, or null; fails if the call ends first. */
    CompletableFuture<@Nullable String> keyInRequest() {
        return keyInRequest;
    }

    /** Called at most once, with the failure that ended the call before its request arrived. */
    void onFailure(Consumer<Failure> listener) {
        if (failure == null) {
            onFailure = listener;
        } else {
            listener.accept(failure);
        }
    }

    /**
     * The key is known: accepts the message, and counts its bytes in the lease of the node from now on. May be called on any thread.
     *
     * @param refused called if the lease can't hold the bytes
     */
    void admit(ServerCall<?, ?> call, Lease ofNode, Consumer<Failure> refused) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> admit(call, ofNode, refused));
            return;
        }
        if (failure != null) {
            return;
        }
        try {
            ofNode.grow(wireBytes);
            unauthenticated.close();
            lease = ofNode;
            call.request(1);
        } catch (Refused e) {
            refused.accept(e.failure());
        }
    }

    /** The answer is being sent. May be called on any thread; the time of the first call counts. */
    synchronized void answered() {
        if (!isAnswered) {
            answeredAtNanos = System.nanoTime();
            isAnswered = true;
        }
    }

    /** Returns whether gRPC may see the data. */
    boolean arrived(ByteBuf data, boolean endOfStream) {
        if (failure != null || isAnswered) {
            return false;
        }
        try {
            lease.grow(data.readableBytes());
            wireBytes += data.readableBytes();
            frames.read(data, endOfStream);
            hasArrived |= endOfStream;
            if (needsKey && (endOfStream || frames.hasMessage() || leadingKey.isComplete())) {
                needsKey = false;
                keyInRequest.complete(leadingKey.find(frames.isCompressed()));
            }
            return true;
        } catch (Refused refused) {
            fail(refused.failure());
            return false;
        }
    }

    private void collect(ByteBuf data, int index, int length) {
        if (needsKey) {
            leadingKey.collect(data, index, length);
        }
    }

    private void fail(Failure cause) {
        if (failure != null) {
            return;
        }
        failure = cause;
        unauthenticated.close();
        keyInRequest.completeExceptionally(new Refused(cause));
        if (onFailure != null) {
            onFailure.accept(cause);
        }
    }

    /** Fails a call whose request takes too long. Returns whether to reset the stream because its answer is not being read. */
    boolean isTooSlow(long nowNanos) {
        if (isAnswered) {
            return nowNanos - answeredAtNanos > limits.answerTimeout().toNanos();
        }
        if (isNodeService
                && !hasArrived
                && nowNanos - openedAtNanos > limits.bodyTimeout().toNanos()) {
            fail(new Failure.MalformedReport(
                    "the request did not arrive within " + limits.bodyTimeout().toSeconds() + " s"));
        }
        return false;
    }

    /** The stream is closed. */
    void closed() {
        fail(new Failure.MalformedReport("the call broke off"));
        endOfCount.run();
        closed.complete(null);
    }

    /** Runs an action when the stream is closed. May be called on any thread. */
    void onClosed(Runnable action) {
        var _ = closed.thenRun(action);
    }

    /** The number of bytes of the request so far, as transferred. */
    long wireBytes() {
        return wireBytes;
    }
}
