package io.nodecore.journal.deadletter;

import io.nodecore.journal.TextHeaders;
import org.apache.kafka.common.header.Headers;

/**
 * The headers of a dead letter, in addition to those of the record that it keeps. All are UTF-8 text.
 *
 * @param cause why the record could not be applied, as text for operators; at most 1 000 characters
 * @param topic the position of the record, with {@code partition} and {@code offset}
 * @param projection the reader that could not apply it
 */
public record DeadLetterHeaders(String cause, String topic, int partition, long offset, String projection) {

    public static final String CAUSE = "dlq-cause";
    public static final String TOPIC = "dlq-topic";
    public static final String PARTITION = "dlq-partition";
    public static final String OFFSET = "dlq-offset";
    public static final String PROJECTION = "dlq-projection";

    /** Present only if the record is too large to be kept: why the dead letter has no value. The record stays at its origin. */
    public static final String OMITTED = "dlq-value-omitted";

    private static final int LONGEST_CAUSE = 1_000;

    public DeadLetterHeaders {
        cause = cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE));
    }

    public DeadLetterHeaders(Exception cause, String topic, int partition, long offset, String projection) {
        this(cause.getClass().getSimpleName() + ": " + cause.getMessage(), topic, partition, offset, projection);
    }

    /** Whether a header belongs to the dead letter, and not to the record that it keeps. */
    public static boolean isOne(String name) {
        return switch (name) {
            case CAUSE, TOPIC, PARTITION, OFFSET, PROJECTION, OMITTED -> true;
            default -> false;
        };
    }

    /** Adds the five headers to a dead letter; a record that was a dead letter before keeps its earlier ones in front of them. */
    public void writeTo(Headers headers) {
        headers.add(CAUSE, TextHeaders.utf8(cause))
                .add(TOPIC, TextHeaders.utf8(topic))
                .add(PARTITION, TextHeaders.utf8(Integer.toString(partition)))
                .add(OFFSET, TextHeaders.utf8(Long.toString(offset)))
                .add(PROJECTION, TextHeaders.utf8(projection));
    }

    /**
     * Reads the newest five headers of a dead letter.
     *
     * @throws IllegalArgumentException naming the missing or malformed header
     */
    public static DeadLetterHeaders readFrom(Headers headers) {
        return new DeadLetterHeaders(
                TextHeaders.text(headers, CAUSE),
                TextHeaders.text(headers, TOPIC),
                Math.toIntExact(TextHeaders.number(headers, PARTITION)),
                TextHeaders.number(headers, OFFSET),
                TextHeaders.text(headers, PROJECTION));
    }
}
