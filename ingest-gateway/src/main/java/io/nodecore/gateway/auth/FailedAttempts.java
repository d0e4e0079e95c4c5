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
 * Slows down clients that guess keys or registration codes. It applies only to attempts whose key or code is not verified yet: a node with
 * a known key is admitted, even from an address whose other callers fail, and so is a node that has just registered here.
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
        // A bucket that was not used for this long is full again, so it can be removed.
        Duration refill = Duration.ofSeconds(1 + (long) (burst / perSecond));
        this.buckets = Caffeine.newBuilder()
                .maximumSize(trackedAddresses)
                .expireAfterAccess(refill)
                .build();
    }

    /** Failed attempts with auth keys. */
    public static FailedAttempts ofKeys(AuthSettings settings, LongSupplier nanoTime) {
        return new FailedAttempts(
                settings.failureBurst(), settings.failuresPerSecond(), settings.trackedAddresses(), nanoTime);
    }

    /** Failed attempts with registration codes. */
    public static FailedAttempts ofCodes(AuthSettings settings, LongSupplier nanoTime) {
        return new FailedAttempts(
                settings.registrationBurst(), settings.registrationsPerSecond(), settings.trackedAddresses(), nanoTime);
    }

    /**
     * Counts an attempt as failed, before its outcome is known.
     *
     * @return the attempt; its count is removed if the attempt succeeds
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

    /** An attempt in progress. */
    @FunctionalInterface
    public interface Attempt {
        /** An attempt that is not counted. */
        Attempt UNCOUNTED = () -> {};

        /** Removes the count: the attempt succeeded. */
        void takeBack();
    }
}
