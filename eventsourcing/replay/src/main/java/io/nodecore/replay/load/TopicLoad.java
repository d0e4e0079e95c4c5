package io.nodecore.replay.load;

import io.nodecore.replay.ReplayContext;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.order.ReplayOrder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Applies the facts of the topics, by several threads, each with partitions of its own. */
public final class TopicLoad implements Load {

    private static final long PROGRESS_INTERVAL_MS = 250;

    /** What each thread does. */
    @FunctionalInterface
    private interface Work {
        void of(LoadThread<?> thread) throws SQLException;
    }

    private final List<LoadThread<?>> threads = new ArrayList<>();
    private final ExecutorService executor;

    private TopicLoad(int threads) {
        this.executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("replay-", 0).daemon().factory());
    }

    /**
     * @param searchPath the schemas that are written
     * @throws SQLException when the database is away
     * @throws KafkaException when Kafka is
     */
    public static <F> TopicLoad open(
            ReplayContext tools, Replayable<F> replayable, ReplayOrder order, String searchPath) throws SQLException {
        int threads = tools.settings().threads();
        var load = new TopicLoad(threads);
        try {
            for (int i = 0; i < threads; i++) {
                load.threads.add(LoadThread.open(tools, replayable, order, searchPath, i));
            }
            return load;
        } catch (SQLException | RuntimeException e) {
            load.close();
            throw e;
        }
    }

    @Override
    public Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        threads.forEach(thread -> positions.putAll(thread.positions()));
        return positions;
    }

    @Override
    public Map<TopicPartition, Long> firstOffsets() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        threads.forEach(thread -> offsets.putAll(thread.firstOffsets()));
        return offsets;
    }

    @Override
    public void upTo(Map<TopicPartition, Long> targets, BooleanSupplier isActive, Runnable onProgress)
            throws SQLException {
        together(thread -> thread.upTo(targets, isActive), onProgress);
    }

    @Override
    public void finish(Map<TopicPartition, Long> targets, BooleanSupplier isActive) throws SQLException {
        together(thread -> thread.finish(targets, isActive), () -> {});
    }

    private void together(Work work, Runnable onProgress) throws SQLException {
        List<Future<?>> running = new ArrayList<>();
        for (LoadThread<?> thread : threads) {
            running.add(executor.submit(() -> {
                work.of(thread);
                return null;
            }));
        }
        SQLException database = null;
        RuntimeException other = null;
        for (Future<?> one : running) {
            try {
                await(one, onProgress);
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case SQLException cause -> database = cause;
                    case RuntimeException cause -> other = cause;
                    case null, default -> other = new IllegalStateException(e.getCause());
                }
            }
        }
        if (other != null) {
            throw other;
        }
        if (database != null) {
            throw database;
        }
    }

    private static void await(Future<?> running, Runnable onProgress) throws ExecutionException {
        while (true) {
            try {
                running.get(PROGRESS_INTERVAL_MS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                onProgress.run();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(LoadThread::close);
    }
}
