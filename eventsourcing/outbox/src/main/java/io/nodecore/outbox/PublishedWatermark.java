package io.nodecore.outbox;

import java.time.Duration;

/** How far this process has published the outbox, for those who wait for it. */
final class PublishedWatermark {

    private boolean relaying;
    private long upTo;

    synchronized void begin() {
        relaying = true;
    }

    synchronized void upTo(long id) {
        upTo = id;
        notifyAll();
    }

    synchronized void end() {
        relaying = false;
        notifyAll();
    }

    /** Waits until the id is published, this process no longer relays, or the time is over. */
    synchronized void await(long id, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (relaying && upTo < id) {
                long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
