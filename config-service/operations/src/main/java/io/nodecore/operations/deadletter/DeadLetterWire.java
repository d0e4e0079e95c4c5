package io.nodecore.operations.deadletter;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.journal.deadletter.RedriveHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Converts a record of a dead-letter topic to the dead letter. It accepts every record, because unreadable records are dead letters too.
 */
final class DeadLetterWire {

    private static final int LONGEST = 1_000;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private DeadLetterWire() {}

    static StoredDeadLetter read(ConsumerRecord<byte[], byte[]> record) {
        var place = new RecordPosition(record.topic(), record.partition(), record.offset());
        Headers headers = record.headers();
        DeadLetterHeaders cause = cause(record);
        var origin = new RecordPosition(cause.topic(), cause.partition(), cause.offset());
        return new StoredDeadLetter(
                DeadLetterId.of(place),
                storable(cause.projection()),
                origin,
                number(headers, FactHeaders.NODE_ID),
                text(headers, FactHeaders.REPORT_ID),
                text(headers, eventIdHeader(headers)),
                time(headers),
                Instant.ofEpochMilli(Math.clamp(record.timestamp(), 0, LATEST.toEpochMilli())),
                storable(cause.cause()),
                record.value() == null ? 0 : record.value().length,
                headers.lastHeader(DeadLetterHeaders.OMITTED) == null,
                RedriveHeaders.find(headers).map(RedriveHeaders::deadLetterId).orElse(null));
    }

    /** A record that no projection wrote is its own origin and is not counted by any projection. */
    private static DeadLetterHeaders cause(ConsumerRecord<byte[], byte[]> record) {
        try {
            DeadLetterHeaders read = DeadLetterHeaders.readFrom(record.headers());
            if (read.topic().equals(DeadLetterTopics.origin(record.topic()))) {
                return read;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Said below.
        }
        return new DeadLetterHeaders(
                "the headers with the cause are missing",
                DeadLetterTopics.origin(record.topic()),
                -1 - record.partition(),
                record.offset(),
                "unknown");
    }

    private static String eventIdHeader(Headers headers) {
        return headers.lastHeader("ce_id") == null ? FactHeaders.EVENT_ID : "ce_id";
    }

    private static @Nullable Instant time(Headers headers) {
        Long ms = number(headers, FactHeaders.RECEIVED_AT);
        return ms == null || ms < 0 || ms > LATEST.toEpochMilli() ? null : Instant.ofEpochMilli(ms);
    }

    private static @Nullable Long number(Headers headers, String name) {
        try {
            return Long.valueOf(String.valueOf(text(headers, name)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : storable(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static String storable(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST)).replace('\0', '\uFFFD');
    }
}
