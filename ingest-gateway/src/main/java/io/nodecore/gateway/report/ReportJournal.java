package io.nodecore.gateway.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends facts to Kafka: one idempotent producer per process, every in-sync replica acknowledges, a node's facts in order. */
public final class ReportJournal implements MeterBinder, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReportJournal.class);
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final Producer<byte[], byte[]> producer;
    private final Duration closeTimeout;
    private final KafkaClientMetrics meters;

    ReportJournal(Producer<byte[], byte[]> producer, Duration closeTimeout) {
        this.producer = producer;
        this.closeTimeout = closeTimeout;
        this.meters = new KafkaClientMetrics(producer);
    }

    /**
     * Creates the producer without a request to Kafka.
     *
     * @param reportBytes the largest fact
     */
    public static ReportJournal open(KafkaSettings kafka, JournalSettings settings, int reportBytes) {
        int acknowledgeMs = Math.toIntExact(settings.acknowledgeTimeout().toMillis());
        int lingerMs = Math.toIntExact(settings.linger().toMillis());
        Map<String, Object> properties = kafka.with(Map.ofEntries(
                Map.entry("client.id", "ingest-gateway"),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", "true"),
                Map.entry("linger.ms", Integer.toString(lingerMs)),
                Map.entry("batch.size", Integer.toString(256 * 1024)),
                Map.entry("compression.type", settings.compression()),
                Map.entry("buffer.memory", Long.toString(settings.buffer().toBytes())),
                Map.entry("max.request.size", Integer.toString(reportBytes + Topic.FACT_OVERHEAD_BYTES)),
                Map.entry("delivery.timeout.ms", Integer.toString(acknowledgeMs)),
                Map.entry("request.timeout.ms", Integer.toString(Math.max(1, (acknowledgeMs - lingerMs) / 2))),
                Map.entry("reconnect.backoff.max.ms", "1000"),
                // send() runs on the transport's threads and must not block: the metadata of the topics is loaded at
                // the start and never
                // expires, and the buffer is larger than all reports in progress.
                Map.entry("max.block.ms", "0"),
                Map.entry(
                        "metadata.max.idle.ms",
                        Long.toString(Duration.ofDays(3650).toMillis()))));
        return new ReportJournal(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                settings.closeTimeout());
    }

    /** Loads the metadata of the topics, so that no append has to wait for it. */
    public void awaitTopics(Collection<Topic<?>> topics, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (Topic<?> topic : topics) {
            while (!isKnown(topic)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new KafkaException("topic " + topic.name() + " did not become known within " + atMost);
                }
                Thread.sleep(ASK_AGAIN);
            }
        }
    }

    private boolean isKnown(Topic<?> topic) {
        try {
            return !producer.partitionsFor(topic.name()).isEmpty();
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Completes when every in-sync replica has the fact, or with a {@link Refused} ({@link Failure.JournalUnavailable}). */
    CompletableFuture<Void> append(Topic<?> topic, FactHeaders headers, byte[] fact) {
        byte[] key = Long.toString(headers.nodeId()).getBytes(StandardCharsets.US_ASCII);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.name(), key, fact);
        headers.writeTo(record.headers());
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            // The callback gets everything that the returned future would contain.
            var _ = producer.send(record, (_, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(unavailable(topic, failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(unavailable(topic, e));
        }
        return acknowledged;
    }

    private static Refused unavailable(Topic<?> topic, Exception failure) {
        log.warn("a fact was not acknowledged by {}: {}", topic.name(), failure.toString());
        return new Refused(new Failure.JournalUnavailable());
    }

    /** The producer's own metrics, such as those of its buffer and batches. */
    @Override
    public void bindTo(MeterRegistry registry) {
        meters.bindTo(registry);
    }

    /** Flushes unacknowledged facts. */
    @Override
    public void close() {
        meters.close();
        producer.close(closeTimeout);
    }
}
