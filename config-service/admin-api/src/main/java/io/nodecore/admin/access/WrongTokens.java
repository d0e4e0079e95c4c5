package io.nodecore.admin.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Slows down an address that sends wrong tokens. Its only state for an address is the time at which all its attempts are available again.
 *
 * <p>An IPv6 address counts by its /64, because the owner of one address in such a block usually has all of them.
 * {@code nodecore.admin.tokens.refused} = wrong ({@code slowed=false}) + too many ({@code slowed=true}).
 */
final class WrongTokens {

    private static final int IPV6_PREFIX = 64;

    private final long nanosPerAttempt;
    private final long nanosOfBurst;
    private final LongSupplier nanoTime;
    private final Cache<String, AtomicLong> fullAt;
    private final Counter wrong;
    private final Counter slowed;

    WrongTokens(SignInSettings settings, MeterRegistry meters, LongSupplier nanoTime) {
        this.nanosPerAttempt = Math.max(1, (long) (1e9 / settings.perSecond()));
        this.nanosOfBurst = nanosPerAttempt * settings.burst();
        this.nanoTime = nanoTime;
        // An address that was quiet for this long has all its attempts again, so it can be forgotten.
        this.fullAt = Caffeine.newBuilder()
                .maximumSize(settings.trackedAddresses())
                .expireAfterAccess(Duration.ofNanos(nanosOfBurst).plusSeconds(1))
                .build();
        this.wrong = meters.counter("nodecore.admin.tokens.refused", "slowed", "false");
        this.slowed = meters.counter("nodecore.admin.tokens.refused", "slowed", "true");
    }

    /**
     * Checks a token. The attempt counts as wrong before its outcome is known, so that attempts at the same time are bounded, too.
     *
     * @param check empty if the token is wrong
     * @throws FailureException ({@link Failure.TooManyAttempts}) if the address has to wait; then the token is not checked
     */
    Optional<KnownToken> attempt(String address, Supplier<Optional<KnownToken>> check) {
        AtomicLong full = fullAt.get(block(address), _ -> new AtomicLong(nanoTime.getAsLong()));
        take(full);
        boolean isWrong = false;
        try {
            Optional<KnownToken> token = check.get();
            isWrong = token.isEmpty();
            return token;
        } finally {
            if (isWrong) {
                wrong.increment();
            } else {
                full.addAndGet(-nanosPerAttempt);
            }
        }
    }

    private void take(AtomicLong full) {
        long now = nanoTime.getAsLong();
        while (true) {
            long known = full.get();
            long next = (known - now > 0 ? known : now) + nanosPerAttempt;
            long tooEarlyBy = next - now - nanosOfBurst;
            if (tooEarlyBy > 0) {
                slowed.increment();
                throw new FailureException(new Failure.TooManyAttempts(Duration.ofNanos(tooEarlyBy)));
            }
            if (full.compareAndSet(known, next)) {
                return;
            }
        }
    }

    private static String block(String address) {
        int zone = address.indexOf('%');
        String withoutZone = zone < 0 ? address : address.substring(0, zone);
        IPAddress known = new IPAddressString(withoutZone).getAddress();
        return known != null && known.isIPv6()
                ? known.toPrefixBlock(IPV6_PREFIX).toCanonicalString()
                : withoutZone;
    }
}
