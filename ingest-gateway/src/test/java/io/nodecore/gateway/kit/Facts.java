package io.nodecore.gateway.kit;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.testkit.TopicContent;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is in the fact topics now. */
public final class Facts {

    private final KafkaSettings kafka;

    Facts(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /** One fact as it stands in its topic. */
    public record Fact(String key, FactHeaders headers, byte[] value) {}

    /** Every fact of a node in a topic up to now, in order. */
    public List<Fact> of(Topic topic, long nodeId) {
        return TopicContent.of(
                        kafka.bootstrapServers(), topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .stream()
                .filter(record -> record.key().equals(Long.toString(nodeId)))
                .map(record -> new Fact(record.key(), FactHeaders.readFrom(record.headers()), record.value()))
                .toList();
    }
}
