package io.nodecore.presence;

import com.google.protobuf.MessageLite;
import io.nodecore.embedded.SharedServers;
import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends facts as the gateway does, and reads what came of them. */
final class Topicside implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    void append(Topic topic, long nodeId, long receivedAtMs, MessageLite fact) {
        append(topic, Reports.headers(nodeId, receivedAtMs), fact.toByteArray());
    }

    void append(Topic topic, FactHeaders headers, byte[] value) {
        byte[] key = Long.toString(headers.nodeId()).getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(topic.name(), key, value);
        headers.writeTo(record.headers());
        producer.send(record);
        producer.flush();
    }

    /** All committed records of a topic with this key. */
    List<ConsumerRecord<byte[], byte[]>> committed(Topic topic, String key) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        SharedServers.kafka().bootstrapServers(),
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (!partitions.stream().allMatch(p -> consumer.position(p) >= Objects.requireNonNull(ends.get(p)))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                        found.add(record);
                    }
                }
            }
            return found;
        }
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        byte[] value =
                Objects.requireNonNull(record.headers().lastHeader(name), name).value();
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
