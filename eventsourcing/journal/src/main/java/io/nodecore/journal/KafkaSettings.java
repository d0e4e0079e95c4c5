package io.nodecore.journal;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service reaches Kafka.
 *
 * @param bootstrapServers {@code host:port} pairs, comma-separated
 * @param properties further client properties (TLS, SASL and the like), passed to every client as they are
 */
@ConfigurationProperties("nodecore.kafka")
public record KafkaSettings(
        @DefaultValue("localhost:9092") String bootstrapServers,
        @DefaultValue Map<String, String> properties) {

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("Kafka bootstrap servers are empty, expected host:port[,host:port…]");
        }
        properties = Map.copyOf(properties);
    }

    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, Map.of());
    }

    /** Client properties for one client: the common ones, then those of the client's own kind, which win. */
    public Map<String, Object> with(Map<String, Object> ofThisClient) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers);
        all.putAll(ofThisClient);
        return all;
    }
}
