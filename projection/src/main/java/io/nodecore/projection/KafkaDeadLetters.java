package io.nodecore.projection;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dead letters in {@code <topic>.dlq}: the original key, value and headers, and headers that say why and from where. */
final class KafkaDeadLetters implements DeadLetters, AutoCloseable {

    static final String CAUSE = "dlq-cause";
    static final String TOPIC = "dlq-topic";
    static final String PARTITION = "dlq-partition";
    static final String OFFSET = "dlq-offset";
    static final String PROJECTION = "dlq-projection";

    private static final Logger log = LoggerFactory.getLogger(KafkaDeadLetters.class);
    private static final int LONGEST_CAUSE = 1_000;
    /** Shorter than the transaction around it may idle. */
    private static final int DELIVERY_TIMEOUT_MS = 10_000;
    /** A fact of 4 MiB and its headers. */
    private static final int LARGEST_REQUEST_BYTES = 8 * 1024 * 1024;

    private final String projection;
    private final Map<String, String> topics = new HashMap<>();
    private final KafkaProducer<byte[], byte[]> producer;

    KafkaDeadLetters(Projection<?> projection, KafkaSettings kafka) {
        this.projection = projection.name();
        for (Topic topic : projection.topics()) {
            Topic letters = topic.deadLetters()
                    .orElseThrow(() -> new IllegalArgumentException(topic.name()
                            + " has no dead letters, so projection " + projection.name() + " can't follow it"));
            topics.put(topic.name(), letters.name());
        }
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of(
                        "client.id",
                        "dead-letters-" + projection.name(),
                        "acks",
                        "all",
                        "enable.idempotence",
                        "true",
                        "compression.type",
                        "zstd",
                        "max.request.size",
                        LARGEST_REQUEST_BYTES,
                        "max.block.ms",
                        DELIVERY_TIMEOUT_MS,
                        "request.timeout.ms",
                        DELIVERY_TIMEOUT_MS / 2,
                        "delivery.timeout.ms",
                        DELIVERY_TIMEOUT_MS)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void keep(List<DeadLetter> letters) {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (DeadLetter letter : letters) {
            ConsumerRecord<byte[], byte[]> origin = letter.origin();
            log.error(
                    "{}: {}-{}@{} goes to the dead letters",
                    projection,
                    origin.topic(),
                    origin.partition(),
                    origin.offset(),
                    letter.cause());
            acknowledgements.add(producer.send(recordOf(letter)));
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            await(acknowledgement);
        }
    }

    private ProducerRecord<byte[], byte[]> recordOf(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> origin = letter.origin();
        String topic = Objects.requireNonNull(topics.get(origin.topic()));
        var record = new ProducerRecord<>(topic, null, origin.key(), origin.value(), origin.headers());
        record.headers()
                .add(CAUSE, utf8(causeOf(letter.cause())))
                .add(TOPIC, utf8(origin.topic()))
                .add(PARTITION, utf8(Integer.toString(origin.partition())))
                .add(OFFSET, utf8(Long.toString(origin.offset())))
                .add(PROJECTION, utf8(projection));
        return record;
    }

    private static String causeOf(Exception cause) {
        String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return text.substring(0, Math.min(text.length(), LONGEST_CAUSE));
    }

    private static void await(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
