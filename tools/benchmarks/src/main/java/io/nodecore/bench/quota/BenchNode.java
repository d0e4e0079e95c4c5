package io.nodecore.bench.quota;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.nodecore.proto.GetLatestConfigRequest;
import io.nodecore.proto.GetLatestConfigResponse;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.proto.ReportUsageResponse;
import io.nodecore.proto.UsageEntry;
import io.nodecore.proto.WatchConfigRequest;
import io.nodecore.proto.WatchConfigResponse;
import io.nodecore.simulator.core.GrpcTransport;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The agent of one node: reports usage and watches the config. */
final class BenchNode {

    /** @param toldAtNanos time of the notification, by {@link System#nanoTime} */
    record Told(long revision, long toldAtNanos) {}

    private final NodeServiceGrpc.NodeServiceStub calls;
    private final NodeServiceGrpc.NodeServiceBlockingStub blocking;
    private final long nodeProtocolId;
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    BenchNode(Channel channel, String authKey, long nodeProtocolId) {
        Metadata headers = new Metadata();
        headers.put(GrpcTransport.AUTH_KEY, authKey);
        var interceptor = MetadataUtils.newAttachHeadersInterceptor(headers);
        this.calls = NodeServiceGrpc.newStub(channel).withInterceptors(interceptor);
        this.blocking = NodeServiceGrpc.newBlockingStub(channel).withInterceptors(interceptor);
        this.nodeProtocolId = nodeProtocolId;
    }

    long nodeProtocolId() {
        return nodeProtocolId;
    }

    /** The latest config of the node. */
    GetLatestConfigResponse config() {
        return blocking.getLatestConfig(GetLatestConfigRequest.getDefaultInstance());
    }

    /** Opens the watch from the latest revision on. */
    void watch() {
        long revision = config().getRevision();
        Context.ROOT.run(() -> calls.watchConfig(
                WatchConfigRequest.newBuilder().setRevision(revision).build(), new StreamObserver<>() {
                    @Override
                    public void onNext(WatchConfigResponse newer) {
                        told.add(new Told(newer.getRevision(), System.nanoTime()));
                    }

                    @Override
                    public void onError(Throwable ended) {
                        // The wait for the next revision fails.
                    }

                    @Override
                    public void onCompleted() {
                        // The wait for the next revision fails.
                    }
                }));
    }

    /** @throws IllegalStateException if there is no notification in time */
    Told awaitTold(long atMostSeconds) throws InterruptedException {
        Told next = told.poll(atMostSeconds, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("the agent was not told within " + atMostSeconds + " s");
        }
        return next;
    }

    /** Notifications without a wait: nothing else may change the config of the node during a measurement. */
    int untimed() {
        return told.size();
    }

    void report(long userId, long subscriptionId, long bytes, StreamObserver<ReportUsageResponse> answer) {
        var entry = UsageEntry.newBuilder()
                .setUserId(userId)
                .setSubscriptionId(subscriptionId)
                .setNodeProtocolId(nodeProtocolId)
                .setBytesDown(bytes)
                .setRecordedAt(Instant.now().toString());
        calls.reportUsage(ReportUsageRequest.newBuilder().addEntries(entry).build(), answer);
    }
}
