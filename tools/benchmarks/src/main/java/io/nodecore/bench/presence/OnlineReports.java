package io.nodecore.bench.presence;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends online reports like the gateway. */
final class OnlineReports implements AutoCloseable {

    private static final long ROUND_MS = 5_000;

    private final KafkaProducer<byte[], byte[]> producer;

    OnlineReports(KafkaSettings kafka) {
        producer = new KafkaProducer<>(
                kafka.with(Map.of("linger.ms", 5, "compression.type", "lz4")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Reports each user once per round, 5 s after the previous round; at the end the time of all partitions is past the last round.
     *
     * @return number of reports
     */
    int backlog(PresenceOptions options, long startMs) {
        int reports = 0;
        for (int round = 0; round < options.rounds(); round++) {
            long roundMs = startMs + round * ROUND_MS;
            for (long first = 1; first <= options.users(); first += options.perReport()) {
                long node = 1 + (first / options.perReport()) % options.nodes();
                long end = Math.min(first + options.perReport(), options.users() + 1L);
                append(null, node, roundMs + (first * ROUND_MS) / options.users(), first, end);
                reports++;
            }
        }
        for (int partition = 0; partition < Topics.ONLINE_USERS.partitions(); partition++) {
            append(partition, 1, startMs + options.rounds() * ROUND_MS + 10_000, 1, 1);
        }
        producer.flush();
        return reports;
    }

    /** A report of the users from the first (inclusive) to the end (exclusive) on the node at this time. */
    void append(@Nullable Integer partition, long nodeId, long atMs, long first, long end) {
        OnlineUsersReported.Builder report = OnlineUsersReported.newBuilder();
        for (long userId = first; userId < end; userId++) {
            report.addUsers(OnlineUser.newBuilder().setUserId(userId).setNodeProtocolId(nodeId));
        }
        String eventId = UUID.randomUUID().toString();
        var record = new ProducerRecord<>(
                Topics.ONLINE_USERS.name(),
                partition,
                Long.toString(nodeId).getBytes(StandardCharsets.UTF_8),
                report.build().toByteArray());
        new FactHeaders(eventId, nodeId, atMs, eventId).writeTo(record.headers());
        producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
    }
}
