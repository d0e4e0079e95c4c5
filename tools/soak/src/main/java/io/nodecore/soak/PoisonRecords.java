package io.nodecore.soak;

import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OutboundUsageItem;
import io.nodecore.schemas.facts.OutboundUsageReported;
import io.nodecore.schemas.facts.SessionEvent;
import io.nodecore.schemas.facts.SessionEventsReported;
import io.nodecore.schemas.facts.UsageEntry;
import io.nodecore.schemas.facts.UsageReported;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records that no gateway accepts into the topics of facts. Each must become one dead letter and must not delay other facts. */
final class PoisonRecords implements AutoCloseable {

    static final List<Topic<?>> TOPICS = List.of(Topics.USAGE, Topics.OUTBOUND_USAGE, Topics.SESSION_EVENTS);

    private static final long NODE_ID = 1;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Integer> written = new ConcurrentHashMap<>();
    private int number;

    PoisonRecords(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                // Idempotent, so that a kill of the broker does not duplicate a record and distort the sums.
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        "true",
                        "max.block.ms",
                        120_000,
                        "delivery.timeout.ms",
                        120_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns when Kafka has acknowledged the record. */
    synchronized void write(String topic) throws InterruptedException, ExecutionException {
        boolean isReadable = number++ % 2 == 0;
        byte[] value = isReadable ? unapplicable(topic) : "\u00ffno fact".getBytes(StandardCharsets.UTF_16);
        byte[] key = Long.toString(NODE_ID).getBytes(StandardCharsets.US_ASCII);
        var record = new ProducerRecord<>(topic, key, value);
        String id = UUID.randomUUID().toString();
        new FactHeaders(id, NODE_ID, System.currentTimeMillis(), id).writeTo(record.headers());
        producer.send(record).get();
        written.merge(topic, 1, Integer::sum);
    }

    int writtenTo(String topic) {
        return written.getOrDefault(topic, 0);
    }

    int written() {
        return written.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** A value that can be decoded but violates a constraint of the tables. */
    private static byte[] unapplicable(String topic) {
        if (topic.equals(Topics.USAGE.name())) {
            return UsageReported.newBuilder()
                    .addEntries(UsageEntry.newBuilder()
                            .setUserId(1)
                            .setNodeProtocolId(1)
                            .setBytesDown(-1)
                            .setRecordedAt("2026-01-01T00:00:00Z"))
                    .build()
                    .toByteArray();
        }
        if (topic.equals(Topics.OUTBOUND_USAGE.name())) {
            return OutboundUsageReported.newBuilder()
                    .addItems(OutboundUsageItem.newBuilder().setTag("poison").setBytesDown(-1))
                    .build()
                    .toByteArray();
        }
        return SessionEventsReported.newBuilder()
                .addEvents(SessionEvent.newBuilder().setUserId(1).setOccurredAt("yesterday"))
                .build()
                .toByteArray();
    }

    @Override
    public void close() {
        producer.close();
    }
}
