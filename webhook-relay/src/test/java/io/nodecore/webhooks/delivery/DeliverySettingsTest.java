package io.nodecore.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DeliverySettingsTest {

    @Test
    void keys_and_defaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new DeliverySettings(
                        Duration.ofSeconds(10),
                        8,
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(45)));
        assertThat(bound(Map.of(
                        "nodecore.webhook-delivery.timeout", "3s",
                        "nodecore.webhook-delivery.in-flight", "2",
                        "nodecore.webhook-delivery.uncommitted", "20",
                        "nodecore.webhook-delivery.first-wait", "10ms",
                        "nodecore.webhook-delivery.longest-wait", "20ms",
                        "nodecore.webhook-delivery.session-timeout", "6s",
                        "nodecore.webhook-delivery.stuck-after", "30s")))
                .isEqualTo(new DeliverySettings(
                        Duration.ofSeconds(3),
                        2,
                        20,
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(30)));
    }

    @Test
    void a_wait_doubles_up_to_the_longest_and_varies_by_half() {
        for (int run = 0; run < 100; run++) {
            var waits = bound(Map.of()).backOff().start();
            for (int failures = 1; failures <= 30; failures++) {
                double full = Math.min(300, Math.pow(2, failures - 1)) * 1000;

                assertThat((double) waits.nextBackOff())
                        .as("after %d failures", failures)
                        .isBetween(full / 2 - 1, full);
            }
        }
    }

    @Test
    void what_can_not_work_is_refused_by_its_name() {
        assertThatThrownBy(() -> bound(Map.of("nodecore.webhook-delivery.timeout", "2m")))
                .rootCause()
                .hasMessageContaining("nodecore.webhook-delivery.timeout");
        assertThatThrownBy(() -> bound(Map.of("nodecore.webhook-delivery.in-flight", "0")))
                .rootCause()
                .hasMessageContaining("nodecore.webhook-delivery.in-flight");
        assertThatThrownBy(() -> bound(Map.of("nodecore.webhook-delivery.uncommitted", "0")))
                .rootCause()
                .hasMessageContaining("nodecore.webhook-delivery.uncommitted");
        assertThatThrownBy(() -> bound(Map.of("nodecore.webhook-delivery.longest-wait", "1ms")))
                .rootCause()
                .hasMessageContaining("longest-wait");
    }

    private static DeliverySettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("nodecore.webhook-delivery", DeliverySettings.class);
    }
}
