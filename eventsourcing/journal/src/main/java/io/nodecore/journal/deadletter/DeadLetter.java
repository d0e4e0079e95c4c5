package io.nodecore.journal.deadletter;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that can't be decoded or applied.
 *
 * @param origin the record as it was read
 * @param cause why
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> origin, Exception cause) {}
