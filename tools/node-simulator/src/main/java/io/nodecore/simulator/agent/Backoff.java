package io.nodecore.simulator.agent;

import java.time.Duration;

/** The pauses between the attempts to send a report. */
public interface Backoff {

    /** From 100 ms, doubling, to 3 s: short enough to find a restarted Core soon, long enough not to flood it. */
    Backoff EXPONENTIAL = tries -> Thread.sleep(Duration.ofMillis(Math.min(3_000, 100L << Math.min(tries - 1, 5))));

    /** @param tries the number of failed attempts, 1 or more */
    void pause(int tries) throws InterruptedException;
}
