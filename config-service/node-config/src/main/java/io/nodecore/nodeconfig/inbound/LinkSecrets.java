package io.nodecore.nodeconfig.inbound;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Passwords that are derived from a link's UUID, so that only the UUID has to be stored and sent. Each purpose has its own password. The
 * UUID has 122 random bits and is the link's secret.
 */
public final class LinkSecrets {

    private static final int TELEMT_BYTES = 16;

    private LinkSecrets() {}

    /** For trojan, hysteria2, socks, http and the classic ciphers of shadowsocks. */
    public static String password(String purpose, UUID link) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(purpose, link));
    }

    /** For the 2022 ciphers of shadowsocks: a key of the cipher's length, base64. */
    public static String key(String cipher, UUID link) {
        int bytes = cipher.contains("128") ? 16 : 32;
        return Base64.getEncoder().encodeToString(Arrays.copyOf(digest(cipher, link), bytes));
    }

    /** For telemt: 32 hex digits. */
    public static String secret(UUID link) {
        return HexFormat.of().formatHex(digest("mtproto", link), 0, TELEMT_BYTES);
    }

    private static byte[] digest(String purpose, UUID link) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((purpose + ":" + link).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
