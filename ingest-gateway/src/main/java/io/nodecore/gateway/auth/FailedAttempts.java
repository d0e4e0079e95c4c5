package io.nodecore.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nodecore.gateway.connection.AddressBlock;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.TokenBucket;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Slows down whoever guesses keys or registration codes. Only attempts that have yet to be proven touch it: a node with a known key
 * passes, even from an address whose other callers fail, and so does one that registered here a moment ago.
 */
public final class FailedAttempts {

    private final int burst;
    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Cache<String, TokenBucket> buckets;

    private FailedAttempts(int burst, double perSecond, int trackedAddresses, LongSupplier nanoTime) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        // A bucket that was not touched for so long is full again, and need not be remembered.
        Duration refill = Duration.ofSeconds(1 + (long) (burst / perSecond));
        this.buckets = Caffeine.newBuilder()
                .maximumSize(trackedAddresses)
                .expireAfterAccess(refill)
                .build();
    }

    /** Those of auth keys. */
    public static FailedAttempts ofKeys(AuthSettings settings, LongSupplier nanoTime) {
        return new FailedAttempts(
                settings.failureBurst(), settings.failuresPerSecond(), settings.trackedAddresses(), nanoTime);
    }

    /** Those of registration codes. */
    public static FailedAttempts ofCodes(AuthSettings settings, LongSupplier nanoTime) {
        return new FailedAttempts(
                settings.registrationBurst(), settings.registrationsPerSecond(), settings.trackedAddresses(), nanoTime);
    }

    /**
     * Counts an attempt as failed, before its outcome is known.
     *
     * @return the attempt, to be taken back should it succeed
     * @throws Refused ({@link Failure.TooManyFailures}) when the address has failed too often
     */
    public Attempt begin(String address) {
        TokenBucket bucket =
                buckets.get(AddressBlock.of(address), _ -> new TokenBucket(perSecond, burst, nanoTime.getAsLong()));
        long nanosToWait = bucket.take(nanoTime.getAsLong());
        if (nanosToWait > 0) {
            throw new Refused(new Failure.TooManyFailures(Duration.ofNanos(nanosToWait)));
        }
        return bucket::giveBack;
    }

    public long trackedAddresses() {
        return buckets.estimatedSize();
    }

    /** An attempt under way. */
    @FunctionalInterface
    public interface Attempt {
        /** One that is not counted. */
        Attempt UNCOUNTED = () -> {};

        /** The attempt was not a failure after all. */
        void takeBack();
    }
}
