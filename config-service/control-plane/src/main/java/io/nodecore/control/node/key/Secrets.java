package io.nodecore.control.node.key;

import io.nodecore.admin.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/** Creates auth keys and registration codes. They are shown once; only their hashes are stored. */
public final class Secrets {

    private static final SecureRandom random = new SecureRandom();

    /** 32 letters and digits that are not confused when read aloud (no I, L, O, U). */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int CODE_CHARACTERS = 32;
    private static final int CODE_GROUP = 4;

    private Secrets() {}

    /** 256 random bits, base64url. */
    public static String newAuthKey() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 160 random bits in groups of four characters. */
    public static String newCode() {
        var code = new StringBuilder();
        for (int i = 0; i < CODE_CHARACTERS; i++) {
            if (i > 0 && i % CODE_GROUP == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** The hash under which a code is stored; upper or lower case and dashes make no difference. */
    public static Sha256 codeHash(String code) {
        return Sha256.of(code.strip().replace("-", "").toUpperCase(Locale.ROOT));
    }
}
