package io.nodecore.admin.access;

import io.nodecore.admin.Sha256;
import java.security.MessageDigest;

/**
 * A valid token.
 *
 * @param hash of the token's text, which is not stored
 */
public record KnownToken(Caller caller, Sha256 hash) {

    /** Compares digests in constant time, so the duration reveals nothing about the token, not even its length. */
    boolean is(Sha256 other) {
        return MessageDigest.isEqual(other.bytes(), hash.bytes());
    }
}
