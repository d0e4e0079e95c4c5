package io.nodecore.gateway;

import io.nodecore.gateway.tls.ReloadedKeys;
import io.nodecore.gateway.tls.TlsFiles;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
 * TLS of the two ports, each from two PEM files of its own ({@code GRPC_TLS_CERT} and {@code GRPC_TLS_KEY}, the same for HTTP). Without
 * them a port speaks plain text. The management port always does.
 */
@Configuration(proxyBeanMethods = false)
class EdgeTls {

    private static final String GRPC = "GRPC";
    private static final String HTTP = "HTTP";
    private static final String GRPC_BUNDLE = "node-edge-grpc";
    private static final String HTTP_BUNDLE = "node-edge-http";
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** Switches TLS on for each port whose files are given. */
    static final class Switch implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            ConfigurableEnvironment environment = context.getEnvironment();
            Map<String, Object> settings = new HashMap<>();
            if (TlsFiles.of(GRPC, environment).isPresent()) {
                settings.put("spring.grpc.server.ssl.bundle", GRPC_BUNDLE);
            }
            if (TlsFiles.of(HTTP, environment).isPresent()) {
                settings.put("server.ssl.bundle", HTTP_BUNDLE);
                // Without this, it would use the TLS settings of the HTTP port.
                settings.put("management.server.ssl.enabled", "false");
            }
            environment.getPropertySources().addLast(new MapPropertySource("node edge TLS", settings));
        }
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService tlsFiles() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tls-files").factory());
    }

    @Bean
    SslBundleRegistrar edgeTlsBundles(Environment environment, ScheduledExecutorService tlsFiles) {
        return bundles -> {
            TlsFiles.of(GRPC, environment)
                    .ifPresent(files -> bundles.registerBundle(GRPC_BUNDLE, bundle(files, tlsFiles)));
            TlsFiles.of(HTTP, environment)
                    .ifPresent(files -> bundles.registerBundle(HTTP_BUNDLE, bundle(files, tlsFiles)));
        };
    }

    private static SslBundle bundle(TlsFiles files, ScheduledExecutorService reading) {
        return SslBundle.of(
                null,
                null,
                null,
                null,
                SslManagerBundle.of(
                        ReloadedKeys.of(files, reading, PERIOD),
                        // Agents authenticate with their auth key: no client certificate is requested.
                        SslBundle.systemDefault().getManagers().getTrustManagerFactory()));
    }
}
