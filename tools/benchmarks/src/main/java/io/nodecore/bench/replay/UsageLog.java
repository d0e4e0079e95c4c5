package io.nodecore.bench.replay;

import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends usage facts like the gateway: each node reports its users once a minute. */
final class UsageLog implements AutoCloseable {

    private static final long BEGINNING = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final long RECEIVED_AT_MS = 1_800_000_000_000L;

    private final ReplayOptions options;
    private final KafkaProducer<byte[], byte[]> producer;
    private volatile long reports;

    UsageLog(String bootstrapServers, ReplayOptions options) {
        this.options = options;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        20,
                        "batch.size",
                        256 * 1024,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Each has its own node and minute. */
    void append(int count) {
        for (int i = 0; i < count; i++) {
            long node = 1 + reports % options.nodes();
            long minute = reports / options.nodes();
            String time = Instant.ofEpochSecond(BEGINNING + minute * 60).toString();
            var report = UsageReported.newBuilder();
            for (int user = 1; user <= options.reportSize(); user++) {
                report.addEntries(UsageEntry.newBuilder()
                        .setUserId(node * 10_000 + user)
                        .setSubscriptionId(node * 10_000 + user)
                        .setNodeProtocolId(node)
                        .setBytesUp(1_000 + user)
                        .setBytesDown(50_000 + minute)
                        .setRecordedAt(time));
            }
            var record = new ProducerRecord<>(
                    Topics.USAGE.name(),
                    Long.toString(node).getBytes(StandardCharsets.UTF_8),
                    report.build().toByteArray());
            new FactHeaders(UUID.randomUUID().toString(), node, RECEIVED_AT_MS + minute * 60_000, "minute-" + minute)
                    .writeTo(record.headers());
            producer.send(record);
            reports++;
        }
    }

    long reports() {
        return reports;
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
