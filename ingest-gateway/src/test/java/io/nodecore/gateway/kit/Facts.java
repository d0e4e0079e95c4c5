package io.nodecore.gateway.kit;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
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
        try (var consumer = new KafkaConsumer<>(
                kafka.with(Map.of("fetch.max.wait.ms", "20")), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            List<Fact> facts = new ArrayList<>();
            while (!partitions.stream().allMatch(p -> consumer.position(p) >= end.getOrDefault(p, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key().equals(Long.toString(nodeId))) {
                        facts.add(new Fact(record.key(), FactHeaders.readFrom(record.headers()), record.value()));
                    }
                }
            }
            return facts;
        }
    }
}
