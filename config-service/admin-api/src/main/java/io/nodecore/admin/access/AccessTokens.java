package io.nodecore.admin.access;

import io.nodecore.admin.Sha256;
import java.util.Optional;

/** The tokens that are valid now. */
final class AccessTokens {

    private final KnownToken first;
    private final NamedTokens named;

    AccessTokens(AdminSettings settings, NamedTokens named) {
        this.named = named;
        this.first = new KnownToken(Caller.FIRST, Sha256.of(settings.token()));
    }

    /** @param text as the caller sent it */
    Optional<KnownToken> find(String text) {
        Sha256 hash = Sha256.of(text);
        return first.is(hash) ? Optional.of(first) : named.known(hash).filter(token -> token.is(hash));
    }

    Optional<KnownToken> find(long tokenId) {
        return tokenId == first.caller().tokenId() ? Optional.of(first) : named.known(tokenId);
    }
}
