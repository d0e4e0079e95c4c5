package io.nodecore.presence.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OnlineSettingsTest {

    @Test
    void keys_and_defaults() {
        assertThat(bound(Map.of())).isEqualTo(new OnlineSettings(1_000_000));
        assertThat(bound(Map.of("nodecore.online.remembered-keys", "5"))).isEqualTo(new OnlineSettings(5));
    }

    private static OnlineSettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("nodecore.online", OnlineSettings.class);
    }
}
