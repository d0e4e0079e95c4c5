package io.nodecore.gateway.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * A certificate and its private key, read as a pair. Two files that do not match, for example because only one of them has been replaced so
 * far, are refused.
 */
record PemIdentity(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] ANYTHING = {1, 2, 3};

    /** @throws UnusableTlsFiles if the files can't be read or do not match */
    static PemIdentity read(TlsFiles files) {
        List<X509Certificate> chain =
                part(files.certificateSetting(), "certificate", files.certificate(), PemContent::getCertificates);
        PrivateKey key = part(files.keySetting(), "private key", files.key(), PemContent::getPrivateKey);
        if (!belongTogether(chain.getFirst(), key)) {
            throw new UnusableTlsFiles(
                    files.keySetting() + " is not the private key of the certificate in " + files.certificateSetting());
        }
        return new PemIdentity(List.copyOf(chain), key);
    }

    @FunctionalInterface
    private interface Part<T> {
        @Nullable
        T of(PemContent content);
    }

    private static <T> T part(String setting, String what, Path file, Part<T> part) {
        try {
            return Objects.requireNonNull(part.of(PemContent.load(file)), "it has none");
        } catch (IOException e) {
            throw new UnusableTlsFiles(setting + " can't be read: " + e);
        } catch (RuntimeException e) {
            throw new UnusableTlsFiles(setting + " is no PEM file with an unencrypted " + what + ": " + e.getMessage());
        }
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case String other -> other;
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(ANYTHING);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
