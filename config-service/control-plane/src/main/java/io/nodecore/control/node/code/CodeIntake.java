package io.nodecore.control.node.code;

import io.nodecore.admin.failure.Violations;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.node.key.Secrets;
import java.time.Duration;
import java.util.List;

/** The entry point for commands about registration codes. */
final class CodeIntake {

    private static final long LONGEST_MINUTES = Duration.ofDays(365).toMinutes();
    private static final int MOST_USES = 1000;

    /** @param code shown only once; only its hash is stored */
    record IssuedCode(String code, RegistrationCode state) {}

    private final DecisionLog<ControlFact> log;

    CodeIntake(DecisionLog<ControlFact> log) {
        this.log = log;
    }

    IssuedCode issue(long expiresInMinutes, long maxUses) {
        var violations = new Violations();
        violations.number("expiresInMinutes", expiresInMinutes, 1, LONGEST_MINUTES);
        violations.number("maxUses", maxUses, 1, MOST_USES);
        violations.refuseIfAny();
        String code = Secrets.newCode();
        return log.decide("registration code issued", now -> {
            var state = new RegistrationCode(
                    Secrets.codeHash(code), (int) maxUses, now.plus(Duration.ofMinutes(expiresInMinutes)), List.of());
            return Decision.of(new IssuedCode(code, state), new CodeFact.Issued(state));
        });
    }
}
