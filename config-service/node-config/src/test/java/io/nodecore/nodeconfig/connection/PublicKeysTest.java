package io.nodecore.nodeconfig.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Against a key pair that OpenSSL made, and the examples of RFC 9935 (ML-KEM) and RFC 9881 (ML-DSA), whose seeds count from 0. */
class PublicKeysTest {

    @Test
    void the_public_key_of_x25519_belongs_to_the_private_one() {
        assertThat(PublicKeys.x25519("-CjA4vGj8BsJk-Y9xYH0ms_g9VgXQlMoIaFdm459nkc"))
                .isEqualTo("_KMcFRMLDc4WxF7xuGR088Sxgw4c1TrIs3CY553-_kg");
    }

    @Test
    void the_public_keys_of_seeds_are_those_of_the_standards() throws NoSuchAlgorithmException {
        assertThat(digest(PublicKeys.mlkem768(counted(64))))
                .isEqualTo("0b7934c83125c788995e2ba6bd761e33046b3e40571be53e023309a29f398cc9");
        assertThat(digest(PublicKeys.mldsa65(counted(32))))
                .isEqualTo("d666806e11cee19a7c989f7445f90dd419cf4d2d51db8c0fdb4c0f0a542238c9");
    }

    @Test
    void the_client_of_an_encrypted_vless_gets_public_keys_alone() {
        String key = "-CjA4vGj8BsJk-Y9xYH0ms_g9VgXQlMoIaFdm459nkc";

        assertThat(VlessEncryption.ofClient("mlkem768x25519plus.xorpub.600s.100-111-1111.75-0-111." + key))
                .isEqualTo("mlkem768x25519plus.xorpub.0rtt._KMcFRMLDc4WxF7xuGR088Sxgw4c1TrIs3CY553-_kg");
        assertThat(VlessEncryption.ofClient("mlkem768x25519plus.native.0s." + counted(64)))
                .isEqualTo("mlkem768x25519plus.native.1rtt." + PublicKeys.mlkem768(counted(64)));
        assertThat(VlessEncryption.ofClient("none")).isEqualTo("none");
    }

    private static String counted(int bytes) {
        byte[] seed = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            seed[i] = (byte) i;
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seed);
    }

    private static String digest(String key) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(Base64.getUrlDecoder().decode(key)));
    }
}
