package io.nodecore.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of an auth key, in lower-case hex: the only form in which the gateway keeps a key.
 *
 * <p>A key is found by a map look-up of its hash. A timing attack could at most reveal the hash of the attacker's own guess, and that hash
 * reveals nothing about other keys. So the comparison need not take constant time.
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
