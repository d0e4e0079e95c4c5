package io.nodecore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ProjectionSettingsTest {

    @Test
    void defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(ProjectionSettings.defaults())
                .isEqualTo(new ProjectionSettings(
                        1,
                        2_000,
                        DataSize.ofMegabytes(16),
                        DataSize.ofMegabytes(8),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(45)));
    }

    @Test
    void every_key() {
        assertThat(bind(Map.of(
                        "nodecore.projection.threads", "3",
                        "nodecore.projection.max-poll-records", "50",
                        "nodecore.projection.max-fetch-size", "1MB",
                        "nodecore.projection.max-poll-size", "2MB",
                        "nodecore.projection.session-timeout", "20s",
                        "nodecore.projection.transaction-idle-timeout", "5s",
                        "nodecore.projection.shortest-back-off", "10ms",
                        "nodecore.projection.longest-back-off", "1s",
                        "nodecore.projection.stuck-after", "30s")))
                .isEqualTo(new ProjectionSettings(
                        3,
                        50,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(2),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(10),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30)));
    }

    @Test
    void no_thread_is_refused() {
        assertThatThrownBy(() -> bind(Map.of("nodecore.projection.threads", "0")))
                .rootCause()
                .hasMessage("threads must be 1 or more, got 0");
    }

    @Test
    void the_back_off_grows_from_the_shortest_to_the_longest() {
        var execution = ProjectionSettings.defaults().backOff().start();
        assertThat(execution.nextBackOff()).isBetween(50L, 150L);
        for (int i = 0; i < 100; i++) {
            assertThat(execution.nextBackOff()).isBetween(50L, 10_000L);
        }
        assertThat(execution.nextBackOff()).isBetween(5_000L, 10_000L);
    }

    private static ProjectionSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("nodecore.projection", ProjectionSettings.class);
    }
}
