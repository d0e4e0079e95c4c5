package io.nodecore.bench.quota;

import io.grpc.stub.StreamObserver;
import io.nodecore.bench.quota.BenchNode.Told;
import io.nodecore.bench.quota.Stage.Client;
import io.nodecore.bench.quota.Stage.StagedNode;
import io.nodecore.proto.ReportUsageResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Crosses limits: one at a time on each node, on all nodes in parallel. Nothing else changes the config of a node meanwhile, so the
 * next revision that its agent receives is the one without the client.
 */
final class CrossingTimes {

    private static final long TIMEOUT_SECONDS = 30;
    private static final long LONGEST_PAUSE_MS = 1_000;

    private CrossingTimes() {}

    /** @return the times from the acknowledgement of a report to the notification of the agent */
    static List<Duration> time(Stage stage) throws InterruptedException, ExecutionException {
        List<Callable<List<Duration>>> work = new ArrayList<>();
        for (int i = 0; i < stage.nodes().size(); i++) {
            StagedNode node = stage.nodes().get(i);
            var random = new SplittableRandom(i);
            work.add(() -> {
                List<Duration> measured = new ArrayList<>();
                for (Client client : node.crossing()) {
                    Thread.sleep(random.nextLong(LONGEST_PAUSE_MS));
                    measured.add(time(node.agent(), client));
                }
                return measured;
            });
        }
        List<Duration> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Duration>> measured : threads.invokeAll(work)) {
                all.addAll(measured.get());
            }
        }
        return all;
    }

    private static Duration time(BenchNode agent, Client client) throws InterruptedException, ExecutionException {
        if (agent.untimed() > 0) {
            throw new IllegalStateException("an agent was told of a revision that no crossing made");
        }
        var acknowledgedAtNanos = new CompletableFuture<Long>();
        agent.report(client.userId(), client.subscriptionId(), 2 * Stage.LIMIT_BYTES, new StreamObserver<>() {
            @Override
            public void onNext(ReportUsageResponse response) {
                acknowledgedAtNanos.complete(System.nanoTime());
            }

            @Override
            public void onError(Throwable failure) {
                acknowledgedAtNanos.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        });
        long acknowledged = acknowledgedAtNanos.get();
        Told told = agent.awaitTold(TIMEOUT_SECONDS);
        return Duration.ofNanos(Math.max(0, told.toldAtNanos() - acknowledged));
    }
}
