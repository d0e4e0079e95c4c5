package io.nodecore.control.fact;

import io.nodecore.admin.Sha256;
import io.nodecore.admin.access.TokenScope;
import java.time.Instant;

/**
 * A named bearer token of the admin API.
 *
 * @param hash of the token's text, which is shown only once
 */
public record AccessToken(Sha256 hash, String name, TokenScope scope, Instant createdAt) {

    private static final int ID_DIGITS = 13;

    /** For admins: a number that follows from the hash, so that it is the same after a rebuild. 52 bits, exact in JSON. */
    public long id() {
        return Long.parseLong(hash.hex().substring(0, ID_DIGITS), 16);
    }

    /** The beginning of the hash of the token with this id. */
    public static String hashPrefix(long id) {
        return "%013x".formatted(id);
    }
}
