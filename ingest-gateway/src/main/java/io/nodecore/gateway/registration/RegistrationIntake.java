package io.nodecore.gateway.registration;

import io.nodecore.gateway.auth.FailedAttempts;
import io.nodecore.gateway.auth.FailedAttempts.Attempt;
import io.nodecore.gateway.auth.KeyHash;
import io.nodecore.gateway.auth.KnownKeys;
import io.nodecore.gateway.connection.AddressBlock;
import io.nodecore.gateway.control.ControlClient;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.rules.RegistrationRules;
import io.nodecore.gateway.rules.Violations;
import io.nodecore.proto.control.RegisterNodeRequest;
import io.nodecore.proto.control.RegisterNodeResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redeems a registration code at config-service.
 *
 * <p>The returned key is not cached here on purpose: its first use must reach config-service, which then knows that the node has its key
 * and that it must not answer the code again. The key is marked as expected, so that failed attempts from the same address can't block the
 * node's first use.
 */
public final class RegistrationIntake {

    private static final Logger log = LoggerFactory.getLogger(RegistrationIntake.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RegistrationRules rules = new RegistrationRules();
    private final ControlClient control;
    private final FailedAttempts wrongCodes;
    private final KnownKeys keys;
    private final LimitSettings limits;
    private final Map<String, Set<Registration>> underWay = new ConcurrentHashMap<>();

    public RegistrationIntake(ControlClient control, FailedAttempts wrongCodes, KnownKeys keys, LimitSettings limits) {
        this.control = control;
        this.wrongCodes = wrongCodes;
        this.keys = keys;
        this.limits = limits;
    }

    /**
     * Starts a registration before its body is read. Beyond the limit of its address the oldest one is ended: a stalled client can't block
     * another one.
     *
     * @throws Refused ({@link Failure.TooManyFailures}) if the address has sent too many wrong codes
     */
    public Registration begin(String address) {
        Attempt attempt = wrongCodes.begin(address);
        Registration registration = new Registration(address, attempt);
        Registration[] oldest = new Registration[1];
        underWay.compute(AddressBlock.of(address), (_, known) -> {
            Set<Registration> all = known == null ? new LinkedHashSet<>() : known;
            all.add(registration);
            if (all.size() > limits.registrations()) {
                Iterator<Registration> inOrder = all.iterator();
                oldest[0] = inOrder.next();
                inOrder.remove();
            }
            return all;
        });
        if (oldest[0] != null) {
            oldest[0].superseded.completeExceptionally(new Refused(new Failure.TooManyFailures(RETRY)));
        }
        return registration;
    }

    /** A registration in progress. It counts as a wrong code until its code turns out to be valid. */
    public final class Registration implements AutoCloseable {

        private final String address;
        private final Attempt attempt;
        private final CompletableFuture<Void> superseded = new CompletableFuture<>();
        private boolean isWrongCode;

        private Registration(String address, Attempt attempt) {
            this.address = address;
            this.attempt = attempt;
        }

        /** Fails if newer registrations of the address have replaced this one. */
        public CompletableFuture<Void> superseded() {
            return superseded;
        }

        /**
         * Completes with the node and its key, or with a {@link Refused}.
         *
         * @param violations violations that were found while the request was read
         */
        public CompletableFuture<RegisterNodeResponse> register(RegisterNodeRequest request, Violations violations) {
            try {
                RegisterNodeRequest registration = rules.canonical(request, violations);
                violations.refuseAny();
                return control.register(registration).whenComplete(this::done);
            } catch (Refused refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }

        private void done(@Nullable RegisterNodeResponse registered, @Nullable Throwable failure) {
            if (registered != null) {
                keys.expect(KeyHash.of(registered.getAuthKey()));
                log.info("node {} registered from {}", registered.getNodeId(), address);
            } else if (failure != null) {
                Failure refusal = Refused.failureOf(failure);
                isWrongCode = refusal instanceof Failure.CodeInvalid || refusal instanceof Failure.CodeUsed;
                log.info("registration from {} refused: {}", address, refusal.reason());
            }
        }

        @Override
        public void close() {
            if (!isWrongCode) {
                attempt.takeBack();
            }
            underWay.computeIfPresent(AddressBlock.of(address), (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
