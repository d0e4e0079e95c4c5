package io.nodecore.gateway.tls;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.env.Environment;

/**
 * The PEM files of one port.
 *
 * @param port {@code GRPC} or {@code HTTP}, the beginning of the names of its settings
 * @param certificate the certificate and its intermediate certificates
 * @param key the private key of the certificate
 */
public record TlsFiles(String port, Path certificate, Path key) {

    /**
     * The files of a port, if it has any.
     *
     * @throws UnusableTlsFiles if only one of the two is given
     */
    public static Optional<TlsFiles> of(String port, Environment environment) {
        String certificate = environment.getProperty(port + "_TLS_CERT", "");
        String key = environment.getProperty(port + "_TLS_KEY", "");
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new UnusableTlsFiles(
                    port + "_TLS_CERT and " + port + "_TLS_KEY belong together, only one of them is set");
        }
        return Optional.of(new TlsFiles(port, Path.of(certificate), Path.of(key)));
    }

    String certificateSetting() {
        return port + "_TLS_CERT=" + certificate;
    }

    String keySetting() {
        return port + "_TLS_KEY=" + key;
    }
}
