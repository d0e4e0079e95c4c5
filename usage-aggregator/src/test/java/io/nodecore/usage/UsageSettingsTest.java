package io.nodecore.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;

/** The settings that others rely on: names of environment variables, and what holds without them. */
class UsageSettingsTest {

    @Test
    void defaults() {
        settings().run(context -> {
            Environment environment = context.getEnvironment();
            assertThat(environment.getProperty("spring.datasource.url"))
                    .isEqualTo("jdbc:postgresql://localhost:5432/nodecore");
            assertThat(environment.getProperty("spring.datasource.username")).isEqualTo("nodecore");
            assertThat(environment.getProperty("spring.datasource.password")).isEqualTo("nodecore");
            assertThat(environment.getProperty("nodecore.kafka.bootstrap-servers"))
                    .isEqualTo("localhost:9092");
            assertThat(environment.getProperty("server.port")).isEqualTo("3011");
            assertThat(environment.getProperty("management.endpoint.health.group.readiness.include"))
                    .isEqualTo("readinessState,projections,terms,postgres");
            assertThat(environment.getProperty("spring.flyway.default-schema")).isEqualTo("usage");
            assertThat(environment.getProperty("spring.datasource.hikari.data-source-properties.currentSchema"))
                    .isEqualTo("usage");
        });
    }

    @Test
    void environment_variables() {
        settings()
                .withPropertyValues(
                        "POSTGRES_URL=jdbc:postgresql://db/other",
                        "POSTGRES_USER=someone",
                        "POSTGRES_PASSWORD=secret",
                        "KAFKA_BOOTSTRAP_SERVERS=broker:1",
                        "MANAGEMENT_PORT=1")
                .run(context -> {
                    Map<String, String> expected = Map.of(
                            "spring.datasource.url", "jdbc:postgresql://db/other",
                            "spring.datasource.username", "someone",
                            "spring.datasource.password", "secret",
                            "nodecore.kafka.bootstrap-servers", "broker:1",
                            "server.port", "1");
                    expected.forEach(
                            (key, value) -> assertThat(context.getEnvironment().getProperty(key))
                                    .as(key)
                                    .isEqualTo(value));
                });
    }

    @Test
    void limits_and_their_defaults() {
        assertThat(bind(Map.of())).isEqualTo(new UsageSettings(Duration.ofSeconds(5)));
        assertThat(bind(Map.of("postgres-answers-within", "2s"))).isEqualTo(new UsageSettings(Duration.ofSeconds(2)));
        assertThatThrownBy(() -> bind(Map.of("postgres-answers-within", "500ms")))
                .hasRootCauseMessage("nodecore.usage.postgres-answers-within must be 1s or more, got PT0.5S");
    }

    private static UsageSettings bind(Map<String, String> values) {
        var source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put("nodecore.usage." + key, value));
        return new Binder(source).bindOrCreate("nodecore.usage", UsageSettings.class);
    }

    private static ApplicationContextRunner settings() {
        return new ApplicationContextRunner()
                .withSystemProperties("spring.config.name=usage-aggregator")
                .withInitializer(new ConfigDataApplicationContextInitializer());
    }
}
