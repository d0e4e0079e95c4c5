package io.nodecore.journal.deadletter;

import io.nodecore.journal.TextHeaders;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of a record that was appended again because it had become a dead letter, in addition to its own. They name the record
 * that it repeats: a reader that applied that record must not apply this one.
 *
 * @param deadLetterId the id of the dead letter in the admin API
 * @param topic the position of the refused record, with {@code partition} and {@code offset}
 */
public record RedriveHeaders(long deadLetterId, String topic, int partition, long offset) {

    public static final String LETTER = "redrive-letter";
    public static final String TOPIC = "redrive-topic";
    public static final String PARTITION = "redrive-partition";
    public static final String OFFSET = "redrive-offset";

    /** Adds the four headers and removes those of an earlier redrive. */
    public void writeTo(Headers headers) {
        headers.remove(LETTER).remove(TOPIC).remove(PARTITION).remove(OFFSET);
        headers.add(LETTER, TextHeaders.utf8(Long.toString(deadLetterId)))
                .add(TOPIC, TextHeaders.utf8(topic))
                .add(PARTITION, TextHeaders.utf8(Integer.toString(partition)))
                .add(OFFSET, TextHeaders.utf8(Long.toString(offset)));
    }

    /** Empty if the record was not redriven, or if its headers are malformed. */
    public static Optional<RedriveHeaders> find(Headers headers) {
        if (headers.lastHeader(LETTER) == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RedriveHeaders(
                    TextHeaders.number(headers, LETTER),
                    TextHeaders.text(headers, TOPIC),
                    Math.toIntExact(TextHeaders.number(headers, PARTITION)),
                    TextHeaders.number(headers, OFFSET)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
