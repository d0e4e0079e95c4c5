package io.nodecore.presence.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EventsSettingsTest {

    @Test
    void defaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new EventsSettings(
                        "nodecore.presence-events",
                        Path.of(".nodecore/streams"),
                        6,
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60)));
    }

    @Test
    void keys() {
        assertThat(bound(Map.of(
                        "nodecore.presence.application-id", "other",
                        "nodecore.presence.state-dir", "/data/streams",
                        "nodecore.presence.shards", "24",
                        "nodecore.presence.threads", "2",
                        "nodecore.presence.idle-after", "3s",
                        "nodecore.presence.session-timeout", "6s",
                        "nodecore.presence.stuck-after", "20s")))
                .isEqualTo(new EventsSettings(
                        "other",
                        Path.of("/data/streams"),
                        24,
                        2,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(20)));
    }

    private static EventsSettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("nodecore.presence", EventsSettings.class);
    }
}
