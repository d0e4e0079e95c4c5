package io.nodecore.simulator.agent;

import java.time.Duration;

/** Waits between two tries of the same report. */
public interface Backoff {

    /** From 100 ms, doubling, to 3 s: a Core that restarts is found again soon, and is not flooded. */
    Backoff EXPONENTIAL = tries -> Thread.sleep(Duration.ofMillis(Math.min(3_000, 100L << Math.min(tries - 1, 5))));

    /** @param tries how often the report has failed, 1 or more */
    void pause(int tries) throws InterruptedException;
}
