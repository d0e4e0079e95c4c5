package io.nodecore.simulator.agent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What an agent does again and again.
 *
 * @param name for thread names and logs
 * @param every between two starts of the work; a start that was missed is left out
 * @param first how long after the agent's start it is done first
 */
record PeriodicTask(String name, Duration every, Duration first, Runnable work) {

    private static final System.Logger log = System.getLogger(PeriodicTask.class.getName());

    /** A thread that does the duty until the latch opens. Work under way then is finished, so that its answer is not lost. */
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
                    log.log(System.Logger.Level.ERROR, name + " failed and goes on", e);
                }
                due = Math.max(due + every.toNanos(), System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
