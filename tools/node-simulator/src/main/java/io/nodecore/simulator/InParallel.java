package io.nodecore.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Does the same with many things side by side, a bounded number at a time, and fails with the first failure. */
final class InParallel {

    private InParallel() {}

    /** Results are in the order of the items. */
    static <T, R> List<R> map(int atATime, List<T> things, Work<T, R> work) throws InterruptedException {
        Semaphore permits = new Semaphore(atATime);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> futures = new ArrayList<>();
            for (T thing : things) {
                futures.add(threads.submit(() -> {
                    permits.acquire();
                    try {
                        return work.on(thing);
                    } finally {
                        permits.release();
                    }
                }));
            }
            List<R> results = new ArrayList<>();
            try {
                for (Future<R> future : futures) {
                    results.add(future.get());
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
            return results;
        }
    }

    static <T> void each(int atATime, List<T> things, Task<T> task) throws InterruptedException {
        map(atATime, things, thing -> {
            task.on(thing);
            return thing;
        });
    }

    interface Task<T> {
        void on(T thing) throws InterruptedException;
    }

    interface Work<T, R> {
        R on(T thing) throws InterruptedException;
    }
}
