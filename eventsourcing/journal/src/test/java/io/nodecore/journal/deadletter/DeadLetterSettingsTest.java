package io.nodecore.journal.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DeadLetterSettingsTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void has_these_keys_and_defaults() {
        assertThat(bind(Map.of())).isEqualTo(DeadLetterSettings.defaults());
        assertThat(bind(Map.of("nodecore.dead-letters.window", "90s", "nodecore.dead-letters.tolerated", "0")))
                .isEqualTo(new DeadLetterSettings(Duration.ofSeconds(90), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeadLetterSettings(Duration.ZERO, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeadLetterSettings(Duration.ofSeconds(1), -1));
    }

    @Test
    void more_letters_than_tolerated_are_trouble_until_they_are_of_the_past() {
        var recent = new RecentDeadLetters(() -> now);
        var settings = new DeadLetterSettings(Duration.ofSeconds(60), 2);
        recent.add();
        recent.add();
        assertThat(settings.trouble(recent)).isEmpty();

        now = now.plusSeconds(30);
        recent.add();
        assertThat(settings.trouble(recent))
                .hasValueSatisfying(text ->
                        assertThat(text).startsWith("3 records went to the dead letters within 1m, more than 2"));

        now = now.plusSeconds(30);
        assertThat(settings.trouble(recent)).isEmpty();
    }

    private static DeadLetterSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("nodecore.dead-letters", DeadLetterSettings.class);
    }
}
