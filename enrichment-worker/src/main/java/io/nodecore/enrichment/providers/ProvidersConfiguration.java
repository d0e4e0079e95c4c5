package io.nodecore.enrichment.providers;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The provider that the settings name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProviderSettings.class)
public class ProvidersConfiguration {

    @Bean
    Provider addressProvider(ProviderSettings settings, JdbcClient jdbc, InstantSource clock, MeterRegistry meters) {
        var http = new ProviderHttp(settings.timeout());
        return switch (settings.provider()) {
            case "ipinfo" ->
                asking(
                        new IpinfoSource(
                                settings.ipinfoBaseUrl(), settings.ipinfoToken(), settings.ipinfoLite(), http, clock),
                        settings,
                        jdbc,
                        clock,
                        meters);
            case "ip-api" ->
                asking(
                        new IpApiSource(settings.ipApiBaseUrl(), settings.ipApiWindow(), http, clock),
                        settings,
                        jdbc,
                        clock,
                        meters);
            case "mmdb" ->
                asking(
                        new MmdbSource(Objects.requireNonNull(settings.mmdbPath(), "checked by the settings"), clock),
                        settings,
                        jdbc,
                        clock,
                        meters);
            default -> new Provider.Nobody();
        };
    }

    private static Provider asking(
            AddressSource source,
            ProviderSettings settings,
            JdbcClient jdbc,
            InstantSource clock,
            MeterRegistry meters) {
        return new Provider.Somebody(new Asking(source, settings, jdbc, clock, meters));
    }
}
