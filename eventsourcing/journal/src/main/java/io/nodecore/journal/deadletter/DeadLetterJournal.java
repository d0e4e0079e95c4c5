package io.nodecore.journal.deadletter;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TextHeaders;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the records that a projection can't apply, in {@code <topic>.dlq}: the original key, value and headers, and {@link
 * DeadLetterHeaders}.
 */
public final class DeadLetterJournal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterJournal.class);
    /** Shorter than the transaction around a step of a projection may idle. */
    private static final int DELIVERY_TIMEOUT_MS = 10_000;
    /** A fact of 4 MiB and its headers. */
    private static final int LARGEST_REQUEST_BYTES = 8 * 1024 * 1024;

    private record Sent(DeadLetter deadLetter, Future<RecordMetadata> acknowledgement) {}

    private final String projection;
    private final Map<String, String> topics = new HashMap<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final RecentDeadLetters recent = new RecentDeadLetters(InstantSource.system());

    /**
     * @param projection the reader that can't apply the records; named in the dead letters and in the log
     * @param followed the topics that it reads
     */
    public DeadLetterJournal(String projection, Collection<Topic<?>> followed, KafkaSettings kafka) {
        this.projection = projection;
        for (Topic<?> topic : followed) {
            Topic<?> deadLetters = topic.deadLetters()
                    .orElseThrow(() -> new IllegalArgumentException(
                            topic.name() + " has no dead letters, so " + projection + " can't follow it"));
            topics.put(topic.name(), deadLetters.name());
        }
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of(
                        "client.id",
                        "dead-letters-" + projection,
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

    /**
     * Appends the dead letters, or throws. A dead letter may be appended twice if its reader fails afterwards and reads again; topic,
     * partition and offset in its headers identify it. A record that is too large is kept without its value, so that it does not stop its
     * partition; the value stays at the origin that the headers name.
     *
     * @throws KafkaException if they are not acknowledged in time
     */
    public void keep(List<DeadLetter> deadLetters) {
        List<Sent> waiting = new ArrayList<>();
        for (DeadLetter deadLetter : deadLetters) {
            ConsumerRecord<byte[], byte[]> origin = deadLetter.origin();
            log.error(
                    "{}: {}-{}@{} goes to the dead letters",
                    projection,
                    origin.topic(),
                    origin.partition(),
                    origin.offset(),
                    deadLetter.cause());
            var sent = new Sent(deadLetter, producer.send(recordOf(deadLetter, origin.value())));
            if (sent.acknowledgement().isDone()) {
                // Refused, perhaps after a long wait for metadata: the next dead letter must not wait as long.
                await(sent);
            } else {
                waiting.add(sent);
            }
        }
        waiting.forEach(this::await);
        deadLetters.forEach(deadLetter -> recent.add());
    }

    /** The dead letters that were appended lately. */
    public RecentDeadLetters recent() {
        return recent;
    }

    private void await(Sent sent) {
        try {
            await(sent.acknowledgement());
        } catch (RecordTooLargeException e) {
            var withoutValue = recordOf(sent.deadLetter(), null);
            withoutValue.headers().add(DeadLetterHeaders.OMITTED, TextHeaders.utf8(String.valueOf(e.getMessage())));
            await(producer.send(withoutValue));
        }
    }

    @SuppressWarnings("NullAway") // A record may come without a value.
    private ProducerRecord<byte[], byte[]> recordOf(DeadLetter deadLetter, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> origin = deadLetter.origin();
        String topic = Objects.requireNonNull(topics.get(origin.topic()));
        var record = new ProducerRecord<byte[], byte[]>(topic, null, origin.key(), value, origin.headers());
        new DeadLetterHeaders(deadLetter.cause(), origin.topic(), origin.partition(), origin.offset(), projection)
                .writeTo(record.headers());
        return record;
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

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
