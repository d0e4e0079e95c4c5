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
        assertThat(bind(Map.of())).isEqualTo(new KafkaSettings("localhost:9092", Map.of(), 3));
    }

    @Test
    void every_key() {
        assertThat(bind(Map.of(
                        "nodecore.kafka.bootstrap-servers", "kafka-1:9092,kafka-2:9092",
                        "nodecore.kafka.properties.security.protocol", "SASL_SSL",
                        "nodecore.kafka.replication", "5")))
                .isEqualTo(new KafkaSettings("kafka-1:9092,kafka-2:9092", Map.of("security.protocol", "SASL_SSL"), 5));
    }

    @Test
    void empty_servers_are_refused() {
        assertThatThrownBy(() -> bind(Map.of("nodecore.kafka.bootstrap-servers", " ")))
                .rootCause()
                .hasMessage("Kafka bootstrap servers are empty, expected host:port[,host:port…]");
    }

    @Test
    void what_a_client_needs_wins_over_what_all_of_them_have() {
        var settings = new KafkaSettings("kafka:9092", Map.of("acks", "0", "security.protocol", "SSL"), 1);

        assertThat(settings.with(Map.of("acks", "all")))
                .isEqualTo(Map.of("bootstrap.servers", "kafka:9092", "acks", "all", "security.protocol", "SSL"));
    }

    @Test
    void a_record_is_acknowledged_by_two_brokers_unless_there_is_one() {
        assertThat(new KafkaSettings("kafka:9092", Map.of(), 1).minInSyncReplicas())
                .isEqualTo(1);
        assertThat(new KafkaSettings("kafka:9092", Map.of(), 2).minInSyncReplicas())
                .isEqualTo(2);
        assertThat(new KafkaSettings("kafka:9092", Map.of(), 3).minInSyncReplicas())
                .isEqualTo(2);
        assertThatThrownBy(() -> new KafkaSettings("kafka:9092", Map.of(), 0))
                .hasMessage("nodecore.kafka.replication must be 1 or more, got 0");
    }

    private static KafkaSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("nodecore.kafka", KafkaSettings.class);
    }
}
