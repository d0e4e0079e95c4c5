package io.nodecore.admin.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.util.function.SingletonSupplier;

/**
 * Signs sessions and derives their CSRF tokens, by HMAC-SHA256.
 *
 * <p>The key is derived from {@code ADMIN_TOKEN}, so that all replicas have the same one without storing it, and a changed
 * {@code ADMIN_TOKEN} ends all sessions. The derivation is slow, because the holder of any session could use its signature to test guesses
 * of a weak {@code ADMIN_TOKEN}. It runs once, at the first use.
 *
 * <p>A value is {@code <token id>.<expiry, epoch seconds>.<session id>.<signature>}. The token's hash is part of what is signed.
 */
final class SessionSigning {

    private static final String MAC = "HmacSHA256";
    private static final String DERIVATION = "PBKDF2WithHmacSHA256";
    private static final int DERIVATION_ROUNDS = 600_000;
    private static final int KEY_BITS = 256;
    private static final int SESSION_ID_BYTES = 16;
    private static final Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    private static final SecureRandom random = new SecureRandom();

    /** A value that was read; its signature is not verified yet. */
    record Signed(BrowserSession session, String signature) {}

    private final Supplier<SecretKey> key;

    SessionSigning(AdminSettings settings) {
        this.key = SingletonSupplier.of(() -> derive(settings.token()));
    }

    String newSessionId() {
        byte[] id = new byte[SESSION_ID_BYTES];
        random.nextBytes(id);
        return encoder.encodeToString(id);
    }

    String sign(BrowserSession session, KnownToken token) {
        return content(session) + "." + signature(session, token);
    }

    /** Empty if the value does not have the form of a session. */
    Optional<Signed> read(String value) {
        String[] parts = value.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            var session = new BrowserSession(
                    Long.parseLong(parts[0]), Instant.ofEpochSecond(Long.parseLong(parts[1])), parts[2]);
            return Optional.of(new Signed(session, parts[3]));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean isSignedFor(KnownToken token, Signed signed) {
        return equal(signature(signed.session(), token), signed.signature());
    }

    /** The CSRF token of a session: the same at every call and on every replica. */
    String csrfToken(BrowserSession session) {
        return mac("csrf:" + content(session));
    }

    private String signature(BrowserSession session, KnownToken token) {
        return mac("session:" + content(session) + ":" + token.hash().hex());
    }

    private static String content(BrowserSession session) {
        return session.tokenId() + "." + session.expiresAt().getEpochSecond() + "." + session.id();
    }

    private static boolean equal(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key.get());
            return encoder.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }

    private static SecretKey derive(String adminToken) {
        try {
            byte[] salt = "nodecore admin session".getBytes(StandardCharsets.UTF_8);
            var parameters = new PBEKeySpec(adminToken.toCharArray(), salt, DERIVATION_ROUNDS, KEY_BITS);
            byte[] bytes = SecretKeyFactory.getInstance(DERIVATION)
                    .generateSecret(parameters)
                    .getEncoded();
            return new SecretKeySpec(bytes, MAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + DERIVATION, e);
        }
    }
}
