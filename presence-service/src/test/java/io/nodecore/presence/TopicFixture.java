package io.nodecore.presence;

import com.google.protobuf.MessageLite;
import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.Replay;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends facts as the gateway does, and reads what came of them. */
final class TopicFixture implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    void append(Topic<?> topic, long nodeId, long receivedAtMs, MessageLite fact) {
        append(topic, Reports.headers(nodeId, receivedAtMs), fact.toByteArray());
    }

    void append(Topic<?> topic, FactHeaders headers, byte[] value) {
        byte[] key = Long.toString(headers.nodeId()).getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(topic.name(), key, value);
        headers.writeTo(record.headers());
        producer.send(record);
        producer.flush();
    }

    /** Says what config-service says when an operator orders a replay. */
    void order(Replay order) {
        producer.send(new ProducerRecord<>(
                Topics.CONTROL_REPLAYS.name(),
                Long.toString(order.getId()).getBytes(StandardCharsets.UTF_8),
                order.toByteArray()));
        producer.flush();
    }

    /** All committed records of a topic with this key. */
    List<ConsumerRecord<byte[], byte[]>> committed(Topic<?> topic, String key) {
        return TopicContent.of(SharedServers.kafka().bootstrapServers(), topic.name()).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .toList();
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
