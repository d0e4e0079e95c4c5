package io.nodecore.gateway.tls;

import io.grpc.util.AdvancedTlsX509KeyManager;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key manager of two files. It reads them periodically; the certificate in use changes only if both files are new and match.
 */
public final class ReloadedKeys extends KeyManagerFactorySpi {

    private static final Logger log = LoggerFactory.getLogger(ReloadedKeys.class);

    private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    private final TlsFiles files;
    private PemIdentity current;
    private String trouble = "";

    private ReloadedKeys(TlsFiles files) {
        this.files = files;
        this.current = PemIdentity.read(files);
        use(current);
    }

    /**
     * @param period time between two readings of the files
     * @throws UnusableTlsFiles if the files can't be used now; a later failure is only logged
     */
    public static KeyManagerFactory of(TlsFiles files, ScheduledExecutorService reading, Duration period) {
        ReloadedKeys keys = new ReloadedKeys(files);
        var _ = reading.scheduleWithFixedDelay(
                keys::readAgain, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return new KeyManagerFactory(keys, null, "PEM files") {};
    }

    private void use(PemIdentity identity) {
        keys.updateIdentityCredentials(identity.chain().toArray(X509Certificate[]::new), identity.key());
    }

    private void readAgain() {
        try {
            PemIdentity read = PemIdentity.read(files);
            if (!read.equals(current)) {
                use(read);
                current = read;
                log.info("{} has a new certificate", files.certificateSetting());
            }
            trouble = "";
        } catch (UnusableTlsFiles e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(trouble)) {
                trouble = message;
                log.warn("the certificate stays: {}", message);
            }
        }
    }

    @Override
    protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {}

    @Override
    protected void engineInit(@Nullable ManagerFactoryParameters parameters) {}

    @Override
    protected KeyManager[] engineGetKeyManagers() {
        return new KeyManager[] {keys};
    }
}
