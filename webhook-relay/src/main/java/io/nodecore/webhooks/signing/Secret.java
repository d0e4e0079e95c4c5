package io.nodecore.webhooks.signing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that the relay shares with a receiver. Its text form contains nothing of it. */
public final class Secret {

    static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final SecretKeySpec key;

    private Secret(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Reads {@code whsec_} and 24 to 64 bytes in Base64.
     *
     * @throws IllegalArgumentException that states what was expected, and not the given value
     */
    public static Secret parse(String text) {
        String stripped = text.strip();
        if (stripped.startsWith(PREFIX)) {
            byte[] key = decoded(stripped.substring(PREFIX.length()));
            if (key.length >= FEWEST_BYTES && key.length <= MOST_BYTES) {
                return new Secret(key);
            }
        }
        throw new IllegalArgumentException("a secret is " + PREFIX + " and " + FEWEST_BYTES + " to " + MOST_BYTES
                + " random bytes in Base64, such as of: echo " + PREFIX + "$(openssl rand -base64 32)");
    }

    /** One signature: {@code v1,} and the HMAC in Base64 of {@code id.timestamp.body}. */
    String sign(String id, long unixSeconds, byte[] body) {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + unixSeconds + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
