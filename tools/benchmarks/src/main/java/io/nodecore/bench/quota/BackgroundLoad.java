package io.nodecore.bench.quota;

import io.grpc.stub.StreamObserver;
import io.nodecore.bench.quota.Stage.Client;
import io.nodecore.bench.quota.Stage.StagedNode;
import io.nodecore.proto.ReportUsageResponse;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Small usage reports at a steady rate, over all nodes in turn. Reports that could not be sent in time are skipped. */
final class BackgroundLoad implements AutoCloseable {

    private static final long STEP_NANOS = 5_000_000;
    private static final int UNDER_WAY_AT_MOST = 2_000;

    private final List<StagedNode> nodes;
    private final int perSecond;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Semaphore underWay = new Semaphore(UNDER_WAY_AT_MOST);
    private final Thread thread;
    private volatile boolean stopped;

    BackgroundLoad(Stage stage, int perSecond) {
        this.nodes =
                stage.nodes().stream().filter(node -> !node.staying().isEmpty()).toList();
        this.perSecond = perSecond;
        this.thread = Thread.ofPlatform().name("load").daemon().start(this::run);
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long failed() {
        return failed.get();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    private void run() {
        var random = new SplittableRandom(1);
        long started = System.nanoTime();
        long due = 0;
        for (long sent = 0; !stopped; ) {
            due = (System.nanoTime() - started) * perSecond / 1_000_000_000;
            for (; sent < due && !stopped; sent++) {
                if (underWay.tryAcquire()) {
                    StagedNode node = nodes.get((int) (sent % nodes.size()));
                    Client client =
                            node.staying().get(random.nextInt(node.staying().size()));
                    node.agent().report(client.userId(), client.subscriptionId(), 1 + sent % 1_000, answer());
                }
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    private StreamObserver<ReportUsageResponse> answer() {
        return new StreamObserver<>() {
            @Override
            public void onNext(ReportUsageResponse response) {
                acknowledged.incrementAndGet();
            }

            @Override
            public void onError(Throwable failure) {
                failed.incrementAndGet();
                underWay.release();
            }

            @Override
            public void onCompleted() {
                underWay.release();
            }
        };
    }
}
