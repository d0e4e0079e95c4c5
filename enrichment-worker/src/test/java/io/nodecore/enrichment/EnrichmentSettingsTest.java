package io.nodecore.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class EnrichmentSettingsTest {

    @Test
    void without_settings_everything_is_at_its_default_on_this_host() throws IOException {
        var settings = settings(Map.of());

        assertThat(settings.getProperty("nodecore.kafka.bootstrap-servers")).isEqualTo("localhost:9092");
        assertThat(settings.getProperty("spring.datasource.url"))
                .isEqualTo("jdbc:postgresql://localhost:5432/nodecore");
        assertThat(settings.getProperty("spring.datasource.username")).isEqualTo("nodecore");
        assertThat(settings.getProperty("spring.datasource.password")).isEqualTo("nodecore");
        assertThat(settings.getProperty("server.port")).isEqualTo("3013");
    }

    @Test
    void the_environment_says_where_the_servers_are() throws IOException {
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
    void the_tables_stand_in_a_schema_of_their_own() throws IOException {
        var settings = settings(Map.of());

        assertThat(settings.getProperty("spring.datasource.hikari.data-source-properties.currentSchema"))
                .isEqualTo("enrichment");
        assertThat(settings.getProperty("spring.flyway.default-schema")).isEqualTo("enrichment");
        assertThat(settings.getProperty("spring.flyway.locations"))
                .isEqualTo("classpath:db/projection,classpath:db/replay,classpath:db/enrichment");
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
