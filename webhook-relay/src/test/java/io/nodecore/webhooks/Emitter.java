package io.nodecore.webhooks;

import io.nodecore.journal.DomainEvent;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.testkit.SharedServers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends domain events as the services do. */
final class Emitter implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    /** One event about the subject; its id names test, subject and number. */
    String emit(String test, String type, long subject, int number) {
        var event = new DomainEvent(
                idOf(test, subject, number),
                "/nodecore/test",
                type,
                Long.toString(subject),
                Instant.parse("2026-11-24T10:00:00Z"),
                "{\"number\": %d}".formatted(number).getBytes(StandardCharsets.UTF_8));
        producer.send(event.toRecord(topicOf(type)));
        producer.flush();
        return event.id();
    }

    /** So many events about each of so many users. */
    List<String> emitUsers(String test, int users, int each) {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < each; number++) {
            for (int user = 1; user <= users; user++) {
                ids.add(emit(test, number % 2 == 0 ? "user.online" : "user.offline", user, number));
            }
        }
        return ids;
    }

    void append(Topic<?> topic, long key, byte[] value) {
        producer.send(new ProducerRecord<>(topic.name(), Long.toString(key).getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    static String idOf(String test, long subject, int number) {
        return test + ":" + subject + ":" + number;
    }

    private static Topic<?> topicOf(String type) {
        return Topics.EVENTS.stream()
                .filter(topic -> topic.name().equals("events." + type.substring(0, type.indexOf('.'))))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        producer.close();
    }
}
