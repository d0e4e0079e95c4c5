package io.nodecore.presence.deadletters;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.recent.Poison;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dead letters of one view, appended one by one: they are rare, and each must be kept before the view goes on. */
public final class DeadLetters implements Poison, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    /** A fact of 4 MiB and its headers. */
    private static final int LARGEST_REQUEST_BYTES = 8 * 1024 * 1024;

    private final String view;
    private final String letters;
    private final KafkaProducer<byte[], byte[]> producer;

    public DeadLetters(String view, Topic topic, KafkaSettings kafka) {
        this.view = view;
        this.letters = topic.deadLetters()
                .orElseThrow(() -> new IllegalArgumentException("topic " + topic.name() + " has no dead letters"))
                .name();
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of(
                        "client.id",
                        "dead-letters-" + view,
                        "acks",
                        "all",
                        "max.request.size",
                        LARGEST_REQUEST_BYTES,
                        "max.block.ms",
                        10_000,
                        "request.timeout.ms",
                        10_000,
                        "delivery.timeout.ms",
                        30_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void keep(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        log.error("{}-{}@{} goes to the dead letters", record.topic(), record.partition(), record.offset(), cause);
        var letter = new ProducerRecord<>(letters, null, record.key(), record.value(), record.headers());
        new DeadLetterHeaders(record.topic(), record.partition(), record.offset(), view, cause)
                .writeTo(letter.headers());
        try {
            producer.send(letter).get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
