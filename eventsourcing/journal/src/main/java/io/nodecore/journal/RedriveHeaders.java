package io.nodecore.journal;

import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * The headers that a record has when it was appended a second time because it had become a dead letter, beside those that it had at
 * first. They tell a reader which record this one stands for: whoever applied that one must not apply this one.
 *
 * @param letterId the dead letter, as the admin API numbers it
 * @param topic where the refused record stands, with {@code partition} and {@code offset}
 */
public record RedriveHeaders(long deadLetterId, String topic, int partition, long offset) {

    public static final String LETTER = "redrive-letter";
    public static final String TOPIC = "redrive-topic";
    public static final String PARTITION = "redrive-partition";
    public static final String OFFSET = "redrive-offset";

    /** Adds the four headers; those of an earlier time are taken away. */
    public void writeTo(Headers headers) {
        headers.remove(LETTER).remove(TOPIC).remove(PARTITION).remove(OFFSET);
        headers.add(LETTER, TextHeaders.utf8(Long.toString(deadLetterId)))
                .add(TOPIC, TextHeaders.utf8(topic))
                .add(PARTITION, TextHeaders.utf8(Integer.toString(partition)))
                .add(OFFSET, TextHeaders.utf8(Long.toString(offset)));
    }

    /** Empty for a record that is no redriven one; what can't be read as these headers says nothing. */
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
