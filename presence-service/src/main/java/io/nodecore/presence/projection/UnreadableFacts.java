package io.nodecore.presence.projection;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What becomes of a record that can't be decoded. */
@FunctionalInterface
public interface UnreadableFacts {

    /** For a topic of which another reader of this service keeps the dead letters. */
    UnreadableFacts KEPT_ELSEWHERE = (record, cause) -> {};

    /**
     * Keeps the record, or throws.
     *
     * @throws org.apache.kafka.common.KafkaException when it could not be kept
     */
    void keep(ConsumerRecord<byte[], byte[]> record, Exception cause);
}
