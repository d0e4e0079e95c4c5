package io.nodecore.simulator.agent;

import java.time.Duration;

/**
 * What an agent does again and again.
 *
 * @param name for thread names and logs
 * @param every between two starts of the work; a start that was missed is left out
 * @param first how long after the agent's start it is done first
 */
record Duty(String name, Duration every, Duration first, Runnable work) {

    private static final System.Logger log = System.getLogger(Duty.class.getName());

    /** A thread that does the duty until it is interrupted. */
    Thread start() {
        return Thread.ofVirtual().name(name).start(this::run);
    }

    private void run() {
        long due = System.nanoTime() + first.toNanos();
        try {
            while (true) {
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                try {
                    work.run();
                } catch (RuntimeException e) {
                    log.log(System.Logger.Level.ERROR, name + " failed and goes on", e);
                }
                due = Math.max(due + every.toNanos(), System.nanoTime());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
