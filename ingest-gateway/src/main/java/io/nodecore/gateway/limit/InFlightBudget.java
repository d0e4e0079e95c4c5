package io.nodecore.gateway.limit;

import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of reports may be held at once, from the first byte read until the answer. Beyond it the gateway refuses. */
public final class InFlightBudget {

    private final long limitBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    public InFlightBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    public Lease open() {
        return new Lease();
    }

    public long heldBytes() {
        return heldBytes.get();
    }

    public long limitBytes() {
        return limitBytes;
    }

    /** What one report holds. Used by one thread at a time. */
    public final class Lease implements AutoCloseable {

        private final AtomicLong bytes = new AtomicLong();

        private Lease() {}

        /**
         * Holds more bytes.
         *
         * @throws Refused ({@link Failure.Overloaded}) when the budget is full; what was held before stays held
         */
        public void grow(long more) {
            if (heldBytes.addAndGet(more) > limitBytes) {
                heldBytes.addAndGet(-more);
                throw new Refused(new Failure.Overloaded("the gateway holds as many reports as it may"));
            }
            bytes.addAndGet(more);
        }

        /** Gives all of it back; safe to call again. */
        @Override
        public void close() {
            heldBytes.addAndGet(-bytes.getAndSet(0));
        }
    }
}
