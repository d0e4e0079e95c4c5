package io.nodecore.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nodecore.gateway.auth.FailedAttempts.Attempt;
import io.nodecore.gateway.connection.Connections;
import io.nodecore.gateway.control.ControlClient;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.limit.TokenBucket;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Admits a caller: finds the node of its key, then applies the node's request rate limit.
 *
 * <p>A known key is checked in memory, on the caller's thread. For an unknown key the gateway asks config-service; while that is
 * unavailable, the caller gets a failure that it may retry, never the answer that its key is wrong.
 */
public final class Admission {

    private final KnownKeys keys;
    private final ControlClient control;
    private final FailedAttempts failedAttempts;
    private final Connections connections;
    private final LimitSettings limits;
    private final LongSupplier nanoTime;
    private final Cache<Long, TokenBucket> rates;

    public Admission(
            KnownKeys keys,
            ControlClient control,
            FailedAttempts failedAttempts,
            Connections connections,
            LimitSettings limits,
            LongSupplier nanoTime) {
        this.keys = keys;
        this.control = control;
        this.failedAttempts = failedAttempts;
        this.connections = connections;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.rates = Caffeine.newBuilder().maximumSize(limits.trackedNodes()).build();
    }

    /** Returns the node of the caller; completes with a {@link Refused} otherwise. */
    public CompletableFuture<NodeIdentity> admit(Caller caller) {
        try {
            String authKey = caller.authKey();
            if (authKey == null) {
                failedAttempts.begin(caller.address());
                throw new Refused(new Failure.Unauthenticated());
            }
            KeyHash key = KeyHash.of(authKey);
            Long nodeId = keys.find(key);
            if (nodeId != null) {
                return CompletableFuture.completedFuture(withinRate(caller, new NodeIdentity(nodeId, key)));
            }
            Attempt attempt = keys.isExpected(key) ? Attempt.UNCOUNTED : failedAttempts.begin(caller.address());
            if (keys.isRevoked(key)) {
                throw new Refused(new Failure.Unauthenticated());
            }
            return control.findKey(key.bytes())
                    .handle((found, failure) -> withinRate(caller, identify(key, found, failure, attempt)));
        } catch (Refused refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private NodeIdentity identify(KeyHash key, OptionalLong found, @Nullable Throwable failure, Attempt attempt) {
        if (failure != null) {
            attempt.takeBack();
            throw new CompletionException(failure);
        }
        // The key may have been revoked while config-service answered.
        if (found.isEmpty() || keys.isRevoked(key)) {
            throw new Refused(new Failure.Unauthenticated());
        }
        attempt.takeBack();
        keys.remember(key, found.getAsLong());
        return new NodeIdentity(found.getAsLong(), key);
    }

    private NodeIdentity withinRate(Caller caller, NodeIdentity node) {
        connections.authenticated(caller.connection(), node.nodeId());
        TokenBucket rate = rates.get(
                node.nodeId(),
                _ -> new TokenBucket(limits.nodeRequestsPerSecond(), limits.nodeBurst(), nanoTime.getAsLong()));
        long nanosToWait = rate.take(nanoTime.getAsLong());
        if (nanosToWait > 0) {
            throw new Refused(new Failure.TooManyRequests(Duration.ofNanos(nanosToWait)));
        }
        return node;
    }
}
