package io.nodecore.control.token;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.Page;
import io.nodecore.admin.Sha256;
import io.nodecore.admin.access.Caller;
import io.nodecore.admin.access.TokenScope;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.decision.DecisionLog;
import io.nodecore.control.fact.AccessToken;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.TokenFact;
import io.nodecore.control.node.key.Secrets;
import io.nodecore.control.token.TokenTable.After;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entry point for commands about tokens. */
final class TokenIntake {

    /** Marks a text as a token of this API, for people and for scanners of leaked secrets. */
    private static final String PREFIX = "nct_";

    private static final int LONGEST_NAME = 64;
    private static final Cursor CURSOR = new Cursor("tokens");

    /** @param text shown only once; only its hash is stored */
    record IssuedToken(String text, AccessToken state) {}

    private final DecisionLog<ControlFact> log;
    private final TokenTable tokens;

    TokenIntake(DecisionLog<ControlFact> log, TokenTable tokens) {
        this.log = log;
        this.tokens = tokens;
    }

    Page<AccessToken> page(@Nullable String cursor, int limit) {
        After after =
                cursor == null ? null : CURSOR.read(cursor, keys -> new After(Instant.parse(keys.get(0)), keys.get(1)));
        return Page.of(
                tokens.page(after, limit + 1),
                limit,
                last -> CURSOR.of(last.createdAt(), last.hash().hex()));
    }

    IssuedToken issue(@Nullable String wishedName, @Nullable String wishedScope) {
        var violations = new Violations();
        String name = wishedName == null ? "" : wishedName.strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)
                || name.equals(Caller.FIRST.name())) {
            violations.add(
                    "name", "1 to " + LONGEST_NAME + " characters, except 'admin', are expected, got '" + name + "'");
        }
        Optional<TokenScope> scope = Optional.ofNullable(wishedScope).flatMap(TokenScope::ofWord);
        if (scope.isEmpty()) {
            violations.add("scope", "must be read, operate or admin, got '" + wishedScope + "'");
        }
        violations.refuseIfAny();
        String text = PREFIX + Secrets.newAuthKey();
        return log.decide("token issued", now -> {
            if (tokens.hasName(name)) {
                throw Violations.refuse("name", "a valid token has this name, got '" + name + "'");
            }
            var token = new AccessToken(Sha256.of(text), name, scope.orElseThrow(), now);
            return Decision.of(new IssuedToken(text, token), new TokenFact.Issued(token));
        });
    }

    void revoke(long id) {
        if (id == Caller.FIRST.tokenId()) {
            throw Violations.refuse("id", "token 0 is ADMIN_TOKEN: change it where config-service gets its settings");
        }
        log.decide("token revoked", now -> {
            AccessToken token = tokens.find(id)
                    .orElseThrow(() -> new FailureException(new Failure.Unknown("token", Long.toString(id))));
            return Decision.of(token, new TokenFact.Revoked(token));
        });
    }
}
