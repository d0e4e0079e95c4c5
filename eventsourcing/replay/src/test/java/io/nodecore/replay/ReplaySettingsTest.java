package io.nodecore.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ReplaySettingsTest {

    @Test
    void the_defaults_are_these() {
        var bound = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("nodecore.replay", ReplaySettings.class);

        assertThat(bound)
                .isEqualTo(ReplaySettings.defaults())
                .isEqualTo(new ReplaySettings(
                        2,
                        4_000,
                        DataSize.ofMegabytes(8),
                        DataSize.ofMegabytes(8),
                        2_000,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1)));
    }

    @Test
    void every_setting_has_its_name() {
        var bound = new Binder(new MapConfigurationPropertySource(Map.of(
                        "nodecore.replay.threads", "4",
                        "nodecore.replay.max-poll-records", "7",
                        "nodecore.replay.max-fetch-size", "1MB",
                        "nodecore.replay.max-poll-size", "2MB",
                        "nodecore.replay.close-enough", "3",
                        "nodecore.replay.lock-timeout", "200ms",
                        "nodecore.replay.retry", "2s",
                        "nodecore.replay.forget-after", "2h")))
                .bind("nodecore.replay", ReplaySettings.class)
                .get();

        assertThat(bound)
                .isEqualTo(new ReplaySettings(
                        4,
                        7,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(2),
                        3,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(2),
                        Duration.ofHours(2)));
    }

    @Test
    void a_lock_that_waits_for_longer_than_a_search_for_deadlocks_is_refused() {
        assertThatThrownBy(() -> new ReplaySettings(
                        1,
                        1,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(8),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1)))
                .hasMessageContaining("lock-timeout");
    }
}
