package io.nodecore.gateway;

import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * TLS of the two ports, each from two PEM files of its own ({@code GRPC_TLS_CERT} and {@code GRPC_TLS_KEY}, the same for HTTP), read
 * again when they change. Without them a port speaks plain text.
 *
 * <p>Spring reloads the bundle of the HTTP port by itself. Its reload does not reach gRPC, so that port has a key manager which looks
 * at the files.
 */
@Configuration(proxyBeanMethods = false)
class EdgeTls {

    private static final Logger log = LoggerFactory.getLogger(EdgeTls.class);

    private static final String GRPC_BUNDLE = "node-edge-grpc";
    private static final String HTTP_BUNDLE = "node-edge-http";
    private static final long LOOK_AGAIN_SECONDS = 2;

    /** Switches TLS on for each port whose files are given. */
    static final class Switch implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            ConfigurableEnvironment environment = context.getEnvironment();
            Map<String, Object> settings = new HashMap<>();
            if (isGiven(environment, "GRPC_TLS")) {
                settings.put("spring.grpc.server.ssl.bundle", GRPC_BUNDLE);
            }
            if (isGiven(environment, "HTTP_TLS")) {
                String bundle = "spring.ssl.bundle.pem." + HTTP_BUNDLE + ".";
                settings.put("server.ssl.bundle", HTTP_BUNDLE);
                settings.put(bundle + "keystore.certificate", "file:" + environment.getProperty("HTTP_TLS_CERT"));
                settings.put(bundle + "keystore.private-key", "file:" + environment.getProperty("HTTP_TLS_KEY"));
                settings.put(bundle + "reload-on-update", "true");
            }
            environment.getPropertySources().addLast(new MapPropertySource("node edge TLS", settings));
        }
    }

    private static boolean isGiven(Environment environment, String name) {
        boolean certificate = !environment.getProperty(name + "_CERT", "").isEmpty();
        boolean key = !environment.getProperty(name + "_KEY", "").isEmpty();
        if (certificate != key) {
            throw new IllegalArgumentException(
                    name + "_CERT and " + name + "_KEY belong together, got only one of them");
        }
        return certificate;
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService tlsFiles() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tls-files").factory());
    }

    @Bean
    SslBundleRegistrar grpcTls(Environment environment, ScheduledExecutorService tlsFiles) {
        return bundles -> {
            if (isGiven(environment, "GRPC_TLS")) {
                var keys = new FileKeys(
                        new File(environment.getRequiredProperty("GRPC_TLS_CERT")),
                        new File(environment.getRequiredProperty("GRPC_TLS_KEY")),
                        tlsFiles);
                bundles.registerBundle(
                        GRPC_BUNDLE,
                        SslBundle.of(
                                null,
                                null,
                                null,
                                null,
                                SslManagerBundle.of(
                                        keys.factory(),
                                        // Agents prove themselves by their key, not by a certificate: nobody is asked
                                        // to trust one.
                                        SslBundle.systemDefault().getManagers().getTrustManagerFactory())));
            }
        };
    }

    /** The key manager of two files. */
    private static final class FileKeys extends KeyManagerFactorySpi {

        private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();

        FileKeys(File certificate, File key, ScheduledExecutorService files) {
            try {
                keys.updateIdentityCredentials(certificate, key);
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalArgumentException(
                        "the PEM files " + certificate + " and " + key + " can't be used", e);
            }
            var _ = files.scheduleWithFixedDelay(
                    () -> readAgain(certificate, key), LOOK_AGAIN_SECONDS, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
        }

        /** Files that do not fit together, since one of them is still to be written, leave the old certificate in place. */
        private void readAgain(File certificate, File key) {
            try {
                keys.updateIdentityCredentials(certificate, key);
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                log.warn(
                        "the PEM files {} and {} can't be used, the certificate stays: {}",
                        certificate,
                        key,
                        e.toString());
            }
        }

        KeyManagerFactory factory() {
            return new KeyManagerFactory(this, null, "PEM files") {};
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
}
