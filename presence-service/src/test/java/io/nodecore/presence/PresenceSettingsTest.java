package io.nodecore.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.presence.projection.RedisProjectionSettings;
import io.nodecore.presence.redis.RedisSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

class PresenceSettingsTest {

    @Test
    void without_settings_everything_is_at_its_default_on_this_host() throws IOException {
        var settings = settings(Map.of());

        assertThat(settings.getProperty("nodecore.kafka.bootstrap-servers")).isEqualTo("localhost:9092");
        assertThat(settings.getProperty("nodecore.presence.state-dir")).isEqualTo(".nodecore/streams");
        assertThat(settings.getProperty("server.port")).isEqualTo("3012");
        assertThat(Binder.get(settings).bindOrCreate("nodecore.redis", RedisSettings.class))
                .isEqualTo(new RedisSettings("redis://localhost:6379", false, Duration.ofSeconds(2), 1_000));
    }

    @Test
    void the_environment_says_where_the_servers_are() throws IOException {
        var settings = settings(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "REDIS_URL", "redis://redis",
                "REDIS_CLUSTER", "true",
                "NODECORE_DATA", "/data",
                "MANAGEMENT_PORT", "0"));

        assertThat(settings.getProperty("nodecore.kafka.bootstrap-servers")).isEqualTo("kafka:9092");
        assertThat(settings.getProperty("nodecore.redis.url")).isEqualTo("redis://redis");
        assertThat(settings.getProperty("nodecore.redis.cluster")).isEqualTo("true");
        assertThat(settings.getProperty("nodecore.presence.state-dir")).isEqualTo("/data/streams");
        assertThat(settings.getProperty("server.port")).isEqualTo("0");
    }

    @Test
    void the_views_have_these_keys_and_defaults() {
        assertThat(Binder.get(environment(Map.of())).bindOrCreate("nodecore.recent", RedisProjectionSettings.class))
                .isEqualTo(new RedisProjectionSettings(
                        500,
                        DataSize.ofMegabytes(8),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(45)));
        assertThat(Binder.get(environment(Map.of(
                                "nodecore.recent.max-poll-records", "7",
                                "nodecore.recent.max-poll-size", "1MB",
                                "nodecore.recent.session-timeout", "6s",
                                "nodecore.recent.back-off", "1s",
                                "nodecore.recent.clock-margin", "2s",
                                "nodecore.recent.stuck-after", "3s")))
                        .bind("nodecore.recent", RedisProjectionSettings.class)
                        .get())
                .isEqualTo(new RedisProjectionSettings(
                        7,
                        DataSize.ofMegabytes(1),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3)));
    }

    private static StandardEnvironment settings(Map<String, Object> variables) throws IOException {
        StandardEnvironment environment = environment(variables);
        new YamlPropertySourceLoader()
                .load("yaml", new ClassPathResource("presence-service.yaml"))
                .forEach(environment.getPropertySources()::addLast);
        return environment;
    }

    private static StandardEnvironment environment(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        List.of("systemProperties", "systemEnvironment")
                .forEach(source -> environment.getPropertySources().remove(source));
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        return environment;
    }
}
