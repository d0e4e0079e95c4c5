package io.nodecore.presence.events.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.presence.events.time.TimeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

public class EventsSettingsTest {

    @Test
    void defaults() {
        assertThat(bound(EventsSettings.class, Map.of()))
                .isEqualTo(new EventsSettings(
                        "nodecore.presence-events",
                        Path.of(".nodecore/streams"),
                        6,
                        1,
                        Duration.ofSeconds(10),
                        1_000_000,
                        Duration.ofSeconds(45)));
        assertThat(bound(TimeSettings.class, Map.of()))
                .isEqualTo(new TimeSettings(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1)));
    }

    @Test
    void keys() {
        assertThat(bound(
                        EventsSettings.class,
                        Map.of(
                                "nodecore.presence.application-id", "other",
                                "nodecore.presence.state-dir", "/data/streams",
                                "nodecore.presence.shards", "24",
                                "nodecore.presence.threads", "2",
                                "nodecore.presence.session-timeout", "6s",
                                "nodecore.presence.waiting-at-most", "100",
                                "nodecore.presence.stuck-after", "20s")))
                .isEqualTo(new EventsSettings(
                        "other", Path.of("/data/streams"), 24, 2, Duration.ofSeconds(6), 100, Duration.ofSeconds(20)));
        assertThat(bound(
                        TimeSettings.class,
                        Map.of(
                                "nodecore.presence.disorder", "8s",
                                "nodecore.presence.append-within", "2s",
                                "nodecore.presence.live-within", "40s",
                                "nodecore.presence.idle-after", "3s",
                                "nodecore.presence.ahead-at-most", "10s")))
                .isEqualTo(new TimeSettings(
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10)));
    }

    @Test
    void a_setting_that_makes_no_sense_is_named() {
        assertThatThrownBy(() -> bound(EventsSettings.class, Map.of("nodecore.presence.waiting-at-most", "0")))
                .hasRootCauseMessage("nodecore.presence.waiting-at-most must be 1 or greater, got 0");
        assertThatThrownBy(() -> bound(TimeSettings.class, Map.of("nodecore.presence.disorder", "-1s")))
                .hasRootCauseMessage("nodecore.presence.disorder must not be negative, got PT-1S");
    }

    /** The defaults, but for these. */
    public static <S> S bound(Class<S> type, Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("nodecore.presence", type);
    }
}
