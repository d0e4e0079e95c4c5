package io.nodecore.nodeconfig.connection;

import java.io.Serial;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.KeyAgreement;

/** The public keys for private keys of a template; all in base64url without padding. */
final class PublicKeys {

    private static final int CURVE_BYTES = 32;
    private static final int MLKEM_BYTES = 1184;
    private static final int MLDSA_BYTES = 1952;
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private PublicKeys() {}

    /** The public key for a text with the 32 bytes of an X25519 key. */
    static String x25519(String privateKey) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            PrivateKey own =
                    keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, decoded(privateKey)));
            PublicKey base = keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own);
            agreement.doPhase(base, true);
            return encoded(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("X25519 must take every key of 32 bytes", e);
        }
    }

    /** The encapsulation key for a text with the 64 bytes of an ML-KEM-768 seed. */
    static String mlkem768(String seed) {
        return fromSeed("ML-KEM-768", seed, MLKEM_BYTES);
    }

    /** The verifying key for a text with the 32 bytes of an ML-DSA-65 seed. */
    static String mldsa65(String seed) {
        return fromSeed("ML-DSA-65", seed, MLDSA_BYTES);
    }

    /** The public key that xray calls the client's key: X25519 for 32 bytes, ML-KEM for a seed of 64 bytes. */
    static String ofVlessKey(String privateKey) {
        return decoded(privateKey).length == CURVE_BYTES ? x25519(privateKey) : mlkem768(privateKey);
    }

    private static String fromSeed(String algorithm, String seed, int bytes) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(new NamedParameterSpec(algorithm), new Replayed(decoded(seed)));
            byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
            return encoded(Arrays.copyOfRange(encoded, encoded.length - bytes, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " must be known to Java", e);
        }
    }

    private static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the bytes of a seed in their order: key generators accept a seed only as a random source. */
    private static final class Replayed extends SecureRandom {

        @Serial
        private static final long serialVersionUID = 1L;

        private final byte[] seed;
        private int next;

        Replayed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, next, bytes, 0, bytes.length);
            next += bytes.length;
        }
    }
}
