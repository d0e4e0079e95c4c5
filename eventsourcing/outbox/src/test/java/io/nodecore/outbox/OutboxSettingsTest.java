package io.nodecore.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Every key and every default: whoever changes one changes what operators have to know. */
class OutboxSettingsTest {

    @Test
    void defaults_are_these() {
        assertThat(bind(Map.of("transactional-id", "mine")))
                .isEqualTo(new OutboxSettings(
                        Duration.ofMillis(200), 500, Duration.ofSeconds(1), Duration.ofMillis(500), "mine"));
    }

    @Test
    void keys_are_these() {
        assertThat(bind(Map.of(
                        "poll", "50ms",
                        "batch", "7",
                        "retry", "3s",
                        "answer-after", "10ms",
                        "transactional-id", "other")))
                .isEqualTo(new OutboxSettings(
                        Duration.ofMillis(50), 7, Duration.ofSeconds(3), Duration.ofMillis(10), "other"));
    }

    @Test
    void two_services_can_not_share_a_name_by_saying_none() {
        assertThatThrownBy(() -> bind(Map.of()))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("nodecore.outbox.transactional-id must name the outbox of this service");
    }

    private static OutboxSettings bind(Map<String, String> values) {
        var source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put("nodecore.outbox." + key, value));
        return new Binder(source).bindOrCreate("nodecore.outbox", OutboxSettings.class);
    }
}
