package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KafkaSettingsTest {

    @Test
    void defaults() {
        assertThat(bind(Map.of())).isEqualTo(new KafkaSettings("localhost:9092", Map.of()));
    }

    @Test
    void every_key() {
        assertThat(bind(Map.of(
                        "nodecore.kafka.bootstrap-servers", "kafka-1:9092,kafka-2:9092",
                        "nodecore.kafka.properties.security.protocol", "SASL_SSL")))
                .isEqualTo(new KafkaSettings("kafka-1:9092,kafka-2:9092", Map.of("security.protocol", "SASL_SSL")));
    }

    @Test
    void empty_servers_are_refused() {
        assertThatThrownBy(() -> bind(Map.of("nodecore.kafka.bootstrap-servers", " ")))
                .rootCause()
                .hasMessage("Kafka bootstrap servers are empty, expected host:port[,host:port…]");
    }

    @Test
    void what_a_client_needs_wins_over_what_all_of_them_have() {
        var settings = new KafkaSettings("kafka:9092", Map.of("acks", "0", "security.protocol", "SSL"));

        assertThat(settings.with(Map.of("acks", "all")))
                .isEqualTo(Map.of("bootstrap.servers", "kafka:9092", "acks", "all", "security.protocol", "SSL"));
    }

    private static KafkaSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("nodecore.kafka", KafkaSettings.class);
    }
}
