package io.nodecore.outbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits for its publication. What names it for readers (header {@code event-id} or {@code ce_id}) is part of it, so
 * that a second publication carries the same name.
 *
 * @param value the record's value, or null for a tombstone
 * @param headers UTF-8 text
 */
public record OutboxRecord(String topic, String key, byte @Nullable [] value, Map<String, String> headers) {

    public static OutboxRecord of(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new OutboxRecord(
                record.topic(), new String(record.key(), StandardCharsets.UTF_8), record.value(), headers);
    }

    /** Kafka's types do not say that a value may be null; it may, and is a tombstone. */
    @SuppressWarnings("NullAway")
    ProducerRecord<byte[], byte[]> toRecord() {
        var record = new ProducerRecord<byte[], byte[]>(topic, key.getBytes(StandardCharsets.UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
