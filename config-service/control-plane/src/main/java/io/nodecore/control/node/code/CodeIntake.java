package io.nodecore.control.node.code;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.node.code.CodeTable.After;
import io.nodecore.control.node.key.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry point for commands about registration codes. */
final class CodeIntake {

    private static final long LONGEST_MINUTES = Duration.ofDays(365).toMinutes();
    private static final int MOST_USES = 1000;

    /** @param code shown only once; only its hash is stored */
    record IssuedCode(String code, RegistrationCode state) {}

    private static final Cursor CURSOR = new Cursor("registration-codes");

    private final DecisionLog<ControlFact> log;
    private final CodeTable codes;
    private final InstantSource clock;

    CodeIntake(DecisionLog<ControlFact> log, CodeTable codes, InstantSource clock) {
        this.log = log;
        this.codes = codes;
        this.clock = clock;
    }

    /** Codes that can still be redeemed. */
    Page<RegistrationCode> usable(@Nullable String cursor, int limit) {
        After after =
                cursor == null ? null : CURSOR.read(cursor, keys -> new After(Instant.parse(keys.get(0)), keys.get(1)));
        return Page.of(
                codes.usable(clock.instant(), after, limit + 1),
                limit,
                last -> CURSOR.of(last.expiresAt(), last.hash().hex()));
    }

    /** Ends a code. Changes nothing if it has expired. */
    void revoke(long id) {
        log.decide("registration code revoked", now -> {
            RegistrationCode code = codes.find(id)
                    .orElseThrow(
                            () -> new FailureException(new Failure.Unknown("registration code", Long.toString(id))));
            return code.isExpiredAt(now)
                    ? Decision.of(code)
                    : Decision.of(code, new CodeFact.Revoked(code.endingAt(now)));
        });
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
