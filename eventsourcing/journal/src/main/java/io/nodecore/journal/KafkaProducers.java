package io.nodecore.journal;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * The properties of the producers that need no special care: a record is acknowledged by all replicas in sync, and once.
 *
 * <p>The factory opens one producer for all its users. The code that opens the factory closes it by {@code destroy()}.
 */
public final class KafkaProducers {

    private KafkaProducers() {}

    public static DefaultKafkaProducerFactory<byte[], byte[]> factory(KafkaSettings kafka, String clientId) {
        return factory(kafka, clientId, Map.of());
    }

    /** @param ofThisProducer further properties, which win over the common ones */
    public static DefaultKafkaProducerFactory<byte[], byte[]> factory(
            KafkaSettings kafka, String clientId, Map<String, Object> ofThisProducer) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("client.id", clientId);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("compression.type", "lz4");
        properties.put("reconnect.backoff.ms", 50);
        properties.put("reconnect.backoff.max.ms", 1_000);
        properties.putAll(ofThisProducer);
        return new DefaultKafkaProducerFactory<>(
                kafka.with(properties), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
