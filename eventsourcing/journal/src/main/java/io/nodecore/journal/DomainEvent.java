package io.nodecore.journal;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.nodecore.schemas.Topic;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An event for downstream consumers: CloudEvents 1.0 in Kafka's binary mode, with JSON data.
 *
 * @param id deterministic, so that a re-emission carries the same id
 * @param source the service that decided it, a URI reference such as {@code /nodecore/presence-service}
 * @param type such as {@code user.online}; each type has a JSON Schema in {@code schemas/events}
 * @param subject whom it is about, the record's key
 * @param time when it happened
 * @param jsonData the data, UTF-8 JSON
 */
public record DomainEvent(String id, String source, String type, String subject, Instant time, byte[] jsonData) {

    /** The record to append to an events topic. */
    public ProducerRecord<byte[], byte[]> toRecord(Topic<?> topic) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create(source))
                .withType(type)
                .withSubject(subject)
                .withTime(time.atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(jsonData)
                .build();
        var message = KafkaMessageFactory.createWriter(topic.name()).writeBinary(event);
        return new ProducerRecord<>(
                topic.name(), null, subject.getBytes(StandardCharsets.UTF_8), message.value(), message.headers());
    }
}
