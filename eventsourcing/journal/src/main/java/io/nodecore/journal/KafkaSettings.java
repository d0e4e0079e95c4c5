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
 * @param replication how many brokers keep each record, 1 or more ({@code NODECORE_REPLICATION}). Topics are created so, and a service
 *     does not start on topics that fewer brokers keep
 */
@ConfigurationProperties("nodecore.kafka")
public record KafkaSettings(
        @DefaultValue("localhost:9092") String bootstrapServers,
        @DefaultValue Map<String, String> properties,
        @DefaultValue("3") int replication) {

    /** With so many copies an acknowledged record survives the loss of one disk. */
    private static final int SAFE_COPIES = 2;

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("Kafka bootstrap servers are empty, expected host:port[,host:port…]");
        }
        if (replication < 1) {
            throw new IllegalArgumentException("nodecore.kafka.replication must be 1 or more, got " + replication);
        }
        properties = Map.copyOf(properties);
    }

    /** A cluster of one broker without further properties. */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, Map.of(), 1);
    }

    /** How many brokers must have a record before it is acknowledged. */
    public int minInSyncReplicas() {
        return Math.min(SAFE_COPIES, replication);
    }

    /** Client properties for one client: the common ones, then those of the client's own kind, which win. */
    public Map<String, Object> with(Map<String, Object> ofThisClient) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers);
        all.putAll(ofThisClient);
        return all;
    }
}
