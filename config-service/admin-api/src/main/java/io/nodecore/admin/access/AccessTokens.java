package io.nodecore.admin.access;

import io.nodecore.admin.Sha256;
import java.util.Optional;

/** The tokens that are valid now. */
final class AccessTokens {

    private final KnownToken first;

    AccessTokens(AdminSettings settings) {
        this.first = new KnownToken(Caller.FIRST, Sha256.of(settings.token()));
    }

    /** @param text as the caller sent it */
    Optional<KnownToken> find(String text) {
        return first.is(Sha256.of(text)) ? Optional.of(first) : Optional.empty();
    }

    Optional<KnownToken> find(long tokenId) {
        return tokenId == first.caller().tokenId() ? Optional.of(first) : Optional.empty();
    }
}
