package io.nodecore.enrichment.providers;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the configured provider, if there is one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProviderSettings.class)
public class ProvidersConfiguration {

    @Bean
    @Conditional(OnProviderConfigured.class)
    ProviderClient providerClient(
            ProviderSettings settings, JdbcClient jdbc, InstantSource clock, MeterRegistry meters) {
        return new ProviderClient(source(settings, clock), settings, jdbc, clock, meters);
    }

    private static AddressSource source(ProviderSettings settings, InstantSource clock) {
        var http = new ProviderHttp(settings.timeout());
        return switch (settings.provider()) {
            case "ipinfo" ->
                new IpinfoSource(settings.ipinfoBaseUrl(), settings.ipinfoToken(), settings.ipinfoLite(), http, clock);
            case "ip-api" -> new IpApiSource(settings.ipApiBaseUrl(), settings.ipApiWindow(), http, clock);
            case "mmdb" ->
                new MmdbSource(
                        Objects.requireNonNull(settings.mmdbPath(), "ProviderSettings requires a path for mmdb"),
                        clock);
            default -> throw new IllegalStateException("no provider is configured: " + settings);
        };
    }
}
