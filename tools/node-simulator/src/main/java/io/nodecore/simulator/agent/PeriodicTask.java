package io.nodecore.simulator.agent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A periodic task of an agent.
 *
 * @param name for thread names and logs
 * @param every from one start of the work to the next; a missed start is skipped
 * @param first delay before the first start
 */
record PeriodicTask(String name, Duration every, Duration first, Runnable work) {

    private static final System.Logger log = System.getLogger(PeriodicTask.class.getName());

    /** Starts a thread that runs the task until the latch opens. Work in progress is finished, so that its answer is not lost. */
    Thread start(CountDownLatch stopped) {
        return Thread.ofVirtual().name(name).start(() -> run(stopped));
    }

    private void run(CountDownLatch stopped) {
        long due = System.nanoTime() + first.toNanos();
        try {
            while (!stopped.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    log.log(System.Logger.Level.ERROR, name + " failed and is run again at its next start", e);
                }
                due = Math.max(due + every.toNanos(), System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
