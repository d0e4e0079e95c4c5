package io.nodecore.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.enrichment.jobs.JobSettings;
import io.nodecore.enrichment.providers.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class EnrichmentSettingsTest {

    @Test
    void without_settings_all_servers_are_on_this_host() throws IOException {
        var settings = settings(Map.of());

        assertThat(settings.getProperty("nodecore.kafka.bootstrap-servers")).isEqualTo("localhost:9092");
        assertThat(settings.getProperty("spring.datasource.url"))
                .isEqualTo("jdbc:postgresql://localhost:5432/nodecore");
        assertThat(settings.getProperty("spring.datasource.username")).isEqualTo("nodecore");
        assertThat(settings.getProperty("spring.datasource.password")).isEqualTo("nodecore");
        assertThat(settings.getProperty("server.port")).isEqualTo("3013");
    }

    @Test
    void the_environment_sets_the_addresses_of_the_servers() throws IOException {
        var settings = settings(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "POSTGRES_URL", "jdbc:postgresql://postgres/core",
                "POSTGRES_USER", "core",
                "POSTGRES_PASSWORD", "secret",
                "MANAGEMENT_PORT", "0"));

        assertThat(settings.getProperty("nodecore.kafka.bootstrap-servers")).isEqualTo("kafka:9092");
        assertThat(settings.getProperty("spring.datasource.url")).isEqualTo("jdbc:postgresql://postgres/core");
        assertThat(settings.getProperty("spring.datasource.username")).isEqualTo("core");
        assertThat(settings.getProperty("spring.datasource.password")).isEqualTo("secret");
        assertThat(settings.getProperty("server.port")).isEqualTo("0");
    }

    @Test
    void the_tables_have_a_schema_of_their_own() throws IOException {
        var settings = settings(Map.of());

        assertThat(settings.getProperty("spring.datasource.hikari.data-source-properties.currentSchema"))
                .isEqualTo("enrichment");
        assertThat(settings.getProperty("spring.flyway.default-schema")).isEqualTo("enrichment");
        assertThat(settings.getProperty("spring.flyway.locations"))
                .isEqualTo("classpath:db/projection,classpath:db/replay,classpath:db/enrichment");
    }

    @Test
    void no_provider_is_used_unless_one_is_configured() throws IOException {
        assertThat(providers(Map.of()).provider()).isEqualTo("none");
        assertThat(providers(Map.of("IPINFO_TOKEN", "t")).provider()).isEqualTo("ipinfo");
        assertThat(providers(Map.of("IPINFO_TOKEN", "t", "IP_ENRICHMENT_PROVIDER", "ip-api"))
                        .provider())
                .isEqualTo("ip-api");
        assertThat(providers(Map.of("IP_ENRICHMENT_PROVIDER", "mmdb", "IP_MMDB_PATH", "/data/x.mmdb"))
                        .mmdbPath())
                .isEqualTo(Path.of("/data/x.mmdb"));
        assertThat(providers(Map.of("IPINFO_BASE_URL", "http://a", "IP_API_BASE_URL", "http://b")))
                .returns(URI.create("http://a"), ProviderSettings::ipinfoBaseUrl)
                .returns(URI.create("http://b"), ProviderSettings::ipApiBaseUrl);
    }

    @Test
    void a_provider_without_its_token_or_file_is_refused() {
        for (var settings : List.of(
                Map.<String, Object>of("IP_ENRICHMENT_PROVIDER", "ipinfo"),
                Map.<String, Object>of("IP_ENRICHMENT_PROVIDER", "mmdb"),
                Map.<String, Object>of("IP_ENRICHMENT_PROVIDER", "guess"))) {
            assertThatThrownBy(() -> providers(settings))
                    .as("%s", settings)
                    .rootCause()
                    .hasMessageStartingWith("IP_ENRICHMENT_PROVIDER");
        }
    }

    @Test
    void the_text_of_the_settings_does_not_contain_the_token() throws IOException {
        assertThat(providers(Map.of("IPINFO_TOKEN", "secret-token")).toString()).doesNotContain("secret-token");
    }

    @Test
    void providers_and_jobs_have_these_defaults() throws IOException {
        assertThat(providers(Map.of()))
                .isEqualTo(new ProviderSettings(
                        "none",
                        "",
                        true,
                        URI.create("https://api.ipinfo.io"),
                        URI.create("http://ip-api.com"),
                        null,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10),
                        4,
                        Duration.ofSeconds(1)));
        assertThat(Binder.get(settings(Map.of())).bindOrCreate("nodecore.enrichment.jobs", JobSettings.class))
                .isEqualTo(new JobSettings(
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Duration.ofHours(23),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(1)));
    }

    private static ProviderSettings providers(Map<String, Object> variables) throws IOException {
        return Binder.get(settings(variables)).bindOrCreate("nodecore.enrichment", ProviderSettings.class);
    }

    private static StandardEnvironment settings(Map<String, Object> variables) throws IOException {
        var environment = new StandardEnvironment();
        List.of("systemProperties", "systemEnvironment")
                .forEach(source -> environment.getPropertySources().remove(source));
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        new YamlPropertySourceLoader()
                .load("yaml", new ClassPathResource("enrichment-worker.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        return environment;
    }
}
