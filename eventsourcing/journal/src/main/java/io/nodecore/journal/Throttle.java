package io.nodecore.journal;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Keeps a reader below a number of records per second. */
public final class Throttle {

    private static final long NANOS = 1_000_000_000L;
    private static final long LONGEST_WAIT_NANOS = NANOS / 20;

    private final double recordsPerSecond;
    private long allowedAt = System.nanoTime();

    /** @param recordsPerSecond 0 for no limit */
    public Throttle(double recordsPerSecond) {
        this.recordsPerSecond = recordsPerSecond;
    }

    /** Waits until the records that were just read are within the limit, or the reader is stopped. */
    public void after(long records, BooleanSupplier goesOn) {
        if (recordsPerSecond <= 0) {
            return;
        }
        allowedAt = Math.max(allowedAt, System.nanoTime()) + (long) (records / recordsPerSecond * NANOS);
        long wait = allowedAt - System.nanoTime();
        while (wait > 0 && goesOn.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(LONGEST_WAIT_NANOS, wait));
            wait = allowedAt - System.nanoTime();
        }
    }
}
