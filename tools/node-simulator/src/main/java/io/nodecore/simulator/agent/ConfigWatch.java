package io.nodecore.simulator.agent;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.WatchConfigRequest;
import io.nodecore.proto.WatchConfigResponse;
import io.nodecore.simulator.core.GrpcTransport;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A stream that announces new revisions. It may end at any time; {@link #ensureOpen}, called at each heartbeat, opens it again. */
public final class ConfigWatch implements AutoCloseable {

    private final Channel channel;
    private final String authKey;
    private final AtomicReference<Context.@Nullable CancellableContext> open = new AtomicReference<>();

    public ConfigWatch(Channel channel, String authKey) {
        this.channel = channel;
        this.authKey = authKey;
    }

    /**
     * Opens the stream unless it is open.
     *
     * @param revision what the agent has; 0 for none
     * @param onRevision called with each revision of the stream; must not block
     */
    void ensureOpen(long revision, LongConsumer onRevision) {
        Context.CancellableContext stream = Context.ROOT.withCancellation();
        if (!open.compareAndSet(null, stream)) {
            stream.close();
            return;
        }
        Metadata headers = new Metadata();
        headers.put(GrpcTransport.AUTH_KEY, authKey);
        WatchConfigRequest.Builder request = WatchConfigRequest.newBuilder();
        if (revision > 0) {
            request.setRevision(revision);
        }
        stream.run(() -> NodeServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .watchConfig(request.build(), new StreamObserver<WatchConfigResponse>() {
                    @Override
                    public void onNext(WatchConfigResponse newer) {
                        onRevision.accept(newer.getRevision());
                    }

                    @Override
                    public void onError(Throwable ended) {
                        open.compareAndSet(stream, null);
                    }

                    @Override
                    public void onCompleted() {
                        open.compareAndSet(stream, null);
                    }
                }));
    }

    @Override
    public void close() {
        Context.CancellableContext stream = open.get();
        if (stream != null) {
            stream.cancel(null);
        }
    }
}
