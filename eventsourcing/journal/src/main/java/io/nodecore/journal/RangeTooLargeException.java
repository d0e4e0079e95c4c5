package io.nodecore.journal;

import org.apache.kafka.common.KafkaException;

/** A {@link TopicRange} holds more than its reader wants to read. */
public final class RangeTooLargeException extends KafkaException {

    private static final long serialVersionUID = 1L;

    RangeTooLargeException(long records, long bytes) {
        super("too much to read: more than " + records + " records or " + bytes + " bytes");
    }
}
