package io.nodecore.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class WebhookRelaySettingsTest {

    @Test
    void without_settings_everything_is_at_its_default_on_this_host() throws IOException {
        var settings = settings(Map.of());

        assertThat(settings.getProperty("nodecore.kafka.bootstrap-servers")).isEqualTo("localhost:9092");
        assertThat(settings.getProperty("server.port")).isEqualTo("3015");
        assertThat(settings.getProperty("management.endpoints.web.exposure.include"))
                .as("no endpoint that shows settings")
                .isEqualTo("health,prometheus");
    }

    @Test
    void the_environment_says_where_kafka_is() throws IOException {
        var settings = settings(Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "MANAGEMENT_PORT", "0"));

        assertThat(settings.getProperty("nodecore.kafka.bootstrap-servers")).isEqualTo("kafka:9092");
        assertThat(settings.getProperty("server.port")).isEqualTo("0");
    }

    private static StandardEnvironment settings(Map<String, Object> variables) throws IOException {
        var environment = new StandardEnvironment();
        List.of("systemProperties", "systemEnvironment")
                .forEach(source -> environment.getPropertySources().remove(source));
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        new YamlPropertySourceLoader()
                .load("yaml", new ClassPathResource("webhook-relay.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        return environment;
    }
}
