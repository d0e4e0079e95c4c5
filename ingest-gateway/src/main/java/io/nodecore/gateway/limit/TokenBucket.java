package io.nodecore.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate limit without a lock and without a timer: its only state is the time at which the bucket is full again (GCRA).
 *
 * <p>Times are those of {@link System#nanoTime()}.
 */
public final class TokenBucket {

    private final long nanosPerToken;
    private final long nanosOfBurst;
    private final AtomicLong fullAt;

    /**
     * @param perSecond tokens that are added per second, more than 0
     * @param burst capacity in tokens, 1 or more
     */
    public TokenBucket(double perSecond, int burst, long nowNanos) {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "a bucket needs a rate above 0 and a burst of 1 or more, got " + perSecond + " and " + burst);
        }
        this.nanosPerToken = Math.max(1, (long) (1e9 / perSecond));
        this.nanosOfBurst = nanosPerToken * burst;
        this.fullAt = new AtomicLong(nowNanos);
    }

    /** Takes a token. Returns 0 if there was one, otherwise the nanoseconds until there is one. */
    public long take(long nowNanos) {
        while (true) {
            long known = fullAt.get();
            long next = (known - nowNanos > 0 ? known : nowNanos) + nanosPerToken;
            long tooEarlyBy = next - nowNanos - nanosOfBurst;
            if (tooEarlyBy > 0) {
                return tooEarlyBy;
            }
            if (fullAt.compareAndSet(known, next)) {
                return 0;
            }
        }
    }

    /** Puts back a token that was taken. */
    public void giveBack() {
        fullAt.addAndGet(-nanosPerToken);
    }
}
