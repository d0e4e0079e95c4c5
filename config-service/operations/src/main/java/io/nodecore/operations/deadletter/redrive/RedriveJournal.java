package io.nodecore.operations.deadletter.redrive;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.journal.deadletter.RedriveHeaders;
import io.nodecore.operations.deadletter.DeadLetterId;
import io.nodecore.operations.deadletter.DeadLetterReader;
import io.nodecore.operations.deadletter.RecordPosition;
import io.nodecore.operations.deadletter.StoredDeadLetter;
import io.nodecore.operations.deadletter.TrackedDeadLetter;
import io.nodecore.operations.deadletter.redrive.RedriveFact.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends redriven facts to their topics again, in order within a partition: after one that is not acknowledged, no later one counts. */
final class RedriveJournal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedriveJournal.class);
    private static final int LARGEST_REQUEST_BYTES = 8 * 1024 * 1024;

    /**
     * The outcome for dead letters.
     *
     * @param done appended, or lost
     * @param stuck partitions in which one was not acknowledged; it and the later ones are not done
     */
    record Outcome(List<RedriveFact> done, Set<TopicPartition> stuck) {}

    private record Sent(TrackedDeadLetter deadLetter, Future<RecordMetadata> acknowledgement) {}

    private final DeadLetterReader reader;
    private final KafkaProducer<byte[], byte[]> producer;

    RedriveJournal(DeadLetterReader reader, KafkaSettings kafka) {
        this.reader = reader;
        this.producer = producer(kafka);
    }

    /** @throws org.apache.kafka.common.KafkaException if their records can't be read now; then nothing was appended */
    Outcome append(List<TrackedDeadLetter> deadLetters) {
        Map<RecordPosition, ConsumerRecord<byte[], byte[]>> records =
                reader.read(deadLetters.stream().map(RedriveJournal::place).toList());
        List<RedriveFact> done = new ArrayList<>();
        List<Sent> sent = new ArrayList<>();
        Set<TopicPartition> refusing = new HashSet<>();
        for (TrackedDeadLetter deadLetter : deadLetters) {
            ConsumerRecord<byte[], byte[]> record = records.get(place(deadLetter));
            if (record == null) {
                log.error(
                        "dead letter {} can't be redriven: its record is gone from Kafka",
                        deadLetter.deadLetter().id());
                done.add(fact(deadLetter, State.LOST));
            } else if (!refusing.contains(partition(deadLetter))) {
                Future<RecordMetadata> acknowledgement = producer.send(again(deadLetter.deadLetter(), record));
                sent.add(new Sent(deadLetter, acknowledgement));
                if (acknowledgement.state() == Future.State.FAILED) {
                    // Each later one would wait as long.
                    refusing.add(partition(deadLetter));
                }
            }
        }
        producer.flush();
        Set<TopicPartition> stuck = new HashSet<>();
        for (Sent one : sent) {
            if (!stuck.contains(partition(one.deadLetter()))) {
                if (isAcknowledged(one)) {
                    done.add(fact(one.deadLetter(), State.APPENDED));
                } else {
                    stuck.add(partition(one.deadLetter()));
                }
            }
        }
        return new Outcome(done, stuck);
    }

    private static boolean isAcknowledged(Sent one) {
        try {
            one.acknowledgement().get();
            return true;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            log.warn(
                    "redriven facts of {} from dead letter {} on are not acknowledged, and are tried again: {}",
                    partition(one.deadLetter()),
                    one.deadLetter().deadLetter().id(),
                    String.valueOf(e.getCause()));
            return false;
        }
    }

    private static RedriveFact fact(TrackedDeadLetter deadLetter, State state) {
        return new RedriveFact(deadLetter.deadLetter().id(), Objects.requireNonNull(deadLetter.redrivenAt()), state);
    }

    private static RecordPosition place(TrackedDeadLetter kept) {
        StoredDeadLetter deadLetter = kept.deadLetter();
        return deadLetter.valueKept() ? DeadLetterId.place(deadLetter.id()).orElseThrow() : deadLetter.origin();
    }

    private static TopicPartition partition(TrackedDeadLetter deadLetter) {
        return deadLetter.deadLetter().origin().topicPartition();
    }

    /** The same fact for the same partition: without the headers of the dead letter, with those of the redrive. */
    static ProducerRecord<byte[], byte[]> again(StoredDeadLetter deadLetter, ConsumerRecord<byte[], byte[]> record) {
        RecordPosition origin = deadLetter.origin();
        var again = new ProducerRecord<>(
                origin.topic(), origin.partition() < 0 ? null : origin.partition(), record.key(), record.value());
        record.headers().forEach(header -> {
            if (!DeadLetterHeaders.isOne(header.key())) {
                again.headers().add(header);
            }
        });
        new RedriveHeaders(deadLetter.id(), origin.topic(), origin.partition(), origin.offset())
                .writeTo(again.headers());
        return again;
    }

    @Override
    public void close() {
        producer.close();
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaSettings kafka) {
        return new KafkaProducer<>(
                kafka.with(Map.of(
                        "client.id",
                        "nodecore-redrives",
                        "acks",
                        "all",
                        "enable.idempotence",
                        "true",
                        "compression.type",
                        "zstd",
                        "linger.ms",
                        5,
                        "max.request.size",
                        LARGEST_REQUEST_BYTES,
                        "max.block.ms",
                        10_000,
                        "request.timeout.ms",
                        10_000,
                        "delivery.timeout.ms",
                        20_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
