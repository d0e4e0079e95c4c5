package io.nodecore.outbox;

import io.nodecore.journal.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Appends batches of the outbox, each in one Kafka transaction: all of a batch is visible or nothing, so a failure in the middle
 * can't leave a later record of a key before an earlier one. The transactional id fences a relay that was paused and wakes up.
 */
final class OutboxPublisher implements AutoCloseable {

    /** Longer than any record here; the broker's own limit holds for the compressed batch. */
    private static final int MAX_REQUEST_BYTES = 16 << 20;

    private final Producer<byte[], byte[]> producer;

    /**
     * @param producer with a transactional id; it is closed with the publisher
     * @throws KafkaException when Kafka can't be reached
     */
    OutboxPublisher(Producer<byte[], byte[]> producer) {
        this.producer = producer;
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static Producer<byte[], byte[]> producer(KafkaSettings kafka, String transactionalId) {
        return new KafkaProducer<>(
                kafka.with(Map.of(
                        "client.id",
                        transactionalId,
                        "transactional.id",
                        transactionalId,
                        "acks",
                        "all",
                        "compression.type",
                        "zstd",
                        "max.request.size",
                        MAX_REQUEST_BYTES,
                        "max.block.ms",
                        10_000,
                        "request.timeout.ms",
                        10_000,
                        "delivery.timeout.ms",
                        20_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Returns when Kafka has acknowledged all of them.
     *
     * @throws KafkaException when it did not; the publisher is of no further use, and nothing of the batch counts as published
     */
    void publish(List<OutboxRecord> records) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent =
                records.stream().map(record -> producer.send(record.toRecord())).toList();
        producer.commitTransaction();
        for (Future<RecordMetadata> acknowledged : sent) {
            try {
                acknowledged.get();
            } catch (ExecutionException e) {
                throw new KafkaException("a record of the outbox was not acknowledged", e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
