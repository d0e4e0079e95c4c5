package io.nodecore.gateway.registration;

import io.nodecore.gateway.auth.FailedAttempts;
import io.nodecore.gateway.auth.FailedAttempts.Attempt;
import io.nodecore.gateway.auth.KeyHash;
import io.nodecore.gateway.auth.KnownKeys;
import io.nodecore.gateway.control.ControlClient;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.rules.RegistrationRules;
import io.nodecore.gateway.rules.Violations;
import io.nodecore.proto.control.RegisterNodeRequest;
import io.nodecore.proto.control.RegisterNodeResponse;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redeems a registration code at config-service.
 *
 * <p>The key that comes back is not remembered here, although it could be: its first use has to reach config-service, which then knows
 * that the node has its key, and that the code is not to be answered again. It is expected here, so that others who fail from the same
 * address can't keep the node from that first use.
 */
public final class RegistrationIntake {

    private static final Logger log = LoggerFactory.getLogger(RegistrationIntake.class);

    private final RegistrationRules rules = new RegistrationRules();
    private final ControlClient control;
    private final FailedAttempts failedAttempts;
    private final KnownKeys keys;

    public RegistrationIntake(ControlClient control, FailedAttempts failedAttempts, KnownKeys keys) {
        this.control = control;
        this.failedAttempts = failedAttempts;
        this.keys = keys;
    }

    /**
     * Completes with the node and its key, or with a {@link Refused}.
     *
     * @param violations what reading the request already found wrong
     */
    public CompletableFuture<RegisterNodeResponse> register(
            String address, RegisterNodeRequest request, Violations violations) {
        try {
            RegisterNodeRequest registration = rules.canonical(request, violations);
            violations.refuseAny();
            Attempt attempt = failedAttempts.begin(address);
            return control.register(registration).whenComplete((registered, failure) -> {
                if (failure == null) {
                    attempt.takeBack();
                    keys.expect(KeyHash.of(registered.getAuthKey()));
                    log.info("node {} registered from {}", registered.getNodeId(), address);
                } else {
                    Failure refusal = Refused.failureOf(failure);
                    if (!(refusal instanceof Failure.CodeInvalid || refusal instanceof Failure.CodeUsed)) {
                        attempt.takeBack();
                    }
                    log.info("registration from {} refused: {}", address, refusal.reason());
                }
            });
        } catch (Refused refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
