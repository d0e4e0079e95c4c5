package io.nodecore.control.letters;

import io.nodecore.control.facts.RedriveFact;
import io.nodecore.control.journal.ControlJournal;
import io.nodecore.control.journal.Decision;
import io.nodecore.journal.DeadLetterHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.RedriveHeaders;
import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends what was decided to be redriven, in the order of the facts, from one process at a time. The decisions are its outbox; the
 * values stay in Kafka.
 *
 * <p>A process that dies between Kafka's acknowledgement and its commit appends the same again. That is harmless: who applied a redriven
 * fact knows that the fact which it stands for is made good. It does not use the control plane's own outbox because a topic of reports
 * must hold nothing but facts: the marks of a transaction would count as offsets without one.
 */
final class RedriveRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedriveRelay.class);
    private static final int MOST_LETTERS = 500;
    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final int LARGEST_REQUEST_BYTES = 8 * 1024 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private record Sent(KeptLetter letter, Future<RecordMetadata> acknowledgement) {}

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final LetterTable letters;
    private final LetterReader reader;
    private final ControlJournal journal;
    private final KafkaSettings kafka;
    private final Semaphore woken = new Semaphore(0);
    private final WorkLoop loop = new WorkLoop("redrive-relay", Pace.USUAL.withBackOff(IDLE), this::relay);

    RedriveRelay(
            TransactionTemplate transactions,
            JdbcClient jdbc,
            LetterReader reader,
            ControlJournal journal,
            KafkaSettings kafka) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.letters = new LetterTable(jdbc);
        this.reader = reader;
        this.journal = journal;
        this.kafka = kafka;
    }

    /** There may be something to append. */
    void wake() {
        woken.release();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stopSoon();
        wake();
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** After the topics, before the edges; stopped after them. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void relay() throws InterruptedException {
        try (var producer = producer()) {
            while (isRunning()) {
                while (isRunning() && appendSome(producer) > 0) {
                    log.debug("there may be more to redrive");
                }
                loop.progressed();
                woken.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            }
        }
    }

    /** @return how many letters were appended */
    private int appendSome(KafkaProducer<byte[], byte[]> producer) {
        return Objects.requireNonNull(transactions.execute(status -> {
            boolean alone = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('nodecore-redrives', 0))")
                    .query(Boolean.class)
                    .single();
            List<KeptLetter> next = alone ? bounded(letters.toAppend(MOST_LETTERS)) : List.of();
            if (next.isEmpty()) {
                return 0;
            }
            List<RedriveFact> appended = append(producer, next);
            if (!appended.isEmpty()) {
                journal.decideUnasked("redriven", now -> new Decision<>(appended.size(), List.copyOf(appended)));
            }
            return appended.size();
        }));
    }

    private List<RedriveFact> append(KafkaProducer<byte[], byte[]> producer, List<KeptLetter> next) {
        Map<RecordPlace, ConsumerRecord<byte[], byte[]>> records = reader.read(next.stream()
                .map(KeptLetter::letter)
                .flatMap(letter -> Stream.concat(
                        LetterId.place(letter.id()).stream(),
                        letter.valueKept() ? Stream.empty() : Stream.of(letter.origin())))
                .toList());
        List<Sent> sent = new ArrayList<>();
        for (KeptLetter kept : next) {
            Letter letter = kept.letter();
            ConsumerRecord<byte[], byte[]> record = letter.valueKept()
                    ? records.get(LetterId.place(letter.id()).orElseThrow())
                    : records.get(letter.origin());
            if (record == null) {
                log.error("dead letter {} can't be redriven: its record is gone from Kafka", letter.id());
            } else {
                sent.add(new Sent(kept, producer.send(again(letter, record))));
            }
        }
        producer.flush();
        List<RedriveFact> appended = new ArrayList<>();
        for (Sent one : sent) {
            await(one.acknowledgement());
            appended.add(new RedriveFact(
                    one.letter().letter().id(),
                    Objects.requireNonNull(one.letter().redrivenAt()),
                    true));
        }
        return appended;
    }

    /** The fact as it was, where it was: without what made it a letter, with what it stands for. */
    static ProducerRecord<byte[], byte[]> again(Letter letter, ConsumerRecord<byte[], byte[]> record) {
        RecordPlace origin = letter.origin();
        var again = new ProducerRecord<>(
                origin.topic(), origin.partition() < 0 ? null : origin.partition(), record.key(), record.value());
        record.headers().forEach(header -> {
            if (!DeadLetterHeaders.isOne(header.key())) {
                again.headers().add(header);
            }
        });
        new RedriveHeaders(letter.id(), origin.topic(), origin.partition(), origin.offset()).writeTo(again.headers());
        return again;
    }

    private static List<KeptLetter> bounded(List<KeptLetter> letters) {
        long bytes = 0;
        int count = 0;
        while (count < letters.size() && (count == 0 || bytes < MOST_BYTES)) {
            bytes += letters.get(count).letter().sizeBytes();
            count++;
        }
        return letters.subList(0, count);
    }

    private static void await(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("a redriven fact was not acknowledged", e.getCause());
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
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
