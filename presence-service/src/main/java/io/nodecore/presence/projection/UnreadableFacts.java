package io.nodecore.presence.projection;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Handles a record that can't be decoded. */
@FunctionalInterface
public interface UnreadableFacts {

    /** For a topic whose dead letters are kept by another consumer of this service. */
    UnreadableFacts KEPT_ELSEWHERE = (record, cause) -> {};

    /**
     * Keeps the record, or throws.
     *
     * @throws org.apache.kafka.common.KafkaException when it could not be kept
     */
    void keep(ConsumerRecord<byte[], byte[]> record, Exception cause);
}
