package io.nodecore.admin.shared;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reading that all callers share. One caller at a time makes it, at most once in an interval. Callers that wait for it get its result or
 * its failure.
 */
public final class SharedReading<T> implements Supplier<T> {

    private record Made<T>(@Nullable T value, @Nullable RuntimeException failure, long startedNanos, long endedNanos) {}

    private final Supplier<T> source;
    private final long intervalNanos;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Made<T> latest;

    /** @param interval minimum time from the start of one reading to that of the next */
    public SharedReading(Duration interval, Supplier<T> source) {
        this.source = source;
        this.intervalNanos = interval.toNanos();
    }

    /** @throws RuntimeException that of the source */
    @Override
    public T get() {
        long askedNanos = System.nanoTime();
        Made<T> made = latest;
        if (made == null || !isValid(made, askedNanos)) {
            reading.lock();
            try {
                made = latest;
                if (made == null || !isValid(made, askedNanos)) {
                    made = read();
                    latest = made;
                }
            } finally {
                reading.unlock();
            }
        }
        RuntimeException failure = made.failure();
        T value = made.value();
        if (failure != null || value == null) {
            throw failure == null ? new IllegalStateException("the source read nothing") : failure;
        }
        return value;
    }

    /** A failure is shared only with those who asked before it. */
    private boolean isValid(Made<T> made, long askedNanos) {
        return made.failure() == null
                ? askedNanos - made.startedNanos() < intervalNanos
                : made.endedNanos() - askedNanos > 0;
    }

    private Made<T> read() {
        long startedNanos = System.nanoTime();
        try {
            return new Made<>(source.get(), null, startedNanos, System.nanoTime());
        } catch (RuntimeException e) {
            return new Made<>(null, e, startedNanos, System.nanoTime());
        }
    }
}
