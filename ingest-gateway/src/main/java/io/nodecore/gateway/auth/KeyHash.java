package io.nodecore.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of an auth key, in lower-case hex: the only form in which the gateway keeps a key.
 *
 * <p>Keys are found by looking their hash up in a map. What timing could reveal of that is the hash of a guess, which says nothing
 * about the hash of another key: no comparison runs over the key itself, so nothing has to be compared in constant time.
 */
public record KeyHash(String hex) {

    public static KeyHash of(String authKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(authKey.getBytes(StandardCharsets.UTF_8));
            return new KeyHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
