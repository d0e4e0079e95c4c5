package io.nodecore.usage.simulation;

import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.corrections.CorrectedUsage;
import io.nodecore.schemas.corrections.UsageCorrected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Topic usage.corrected out of a seed: corrections of what {@link UsageTables.Content} reports of subscriptions 1 and 2, some of them
 * published twice, some that can't be read. They take more than was reported as well: by how much a row changes hangs on nothing else.
 */
final class SimulatedCorrections {

    static final String TOPIC = Topics.USAGE_CORRECTED.name();

    /** So that a number names a partition of one topic alone. */
    private static final int FIRST_PARTITION = 10;

    private static final int PARTITIONS = 2;
    private static final int CORRECTIONS = 6;
    private static final List<String> KINDS = List.of("revert", "amend", "reprice", "scale", "undo");
    private static final long LARGEST = 1L << 40;
    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").getEpochSecond() / 60;
    private static final long LONG_AGO = Instant.parse("2024-11-19T22:02:00Z").getEpochSecond() / 60;
    private static final int MINUTES_PER_DAY = 24 * 60;

    private final Random random;

    private SimulatedCorrections(Random random) {
        this.random = random;
    }

    static Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> of(long seed) {
        var corrections = new SimulatedCorrections(new Random(seed ^ 0xC0FFEEL));
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
        for (int partition = FIRST_PARTITION; partition < FIRST_PARTITION + PARTITIONS; partition++) {
            log.put(new TopicPartition(TOPIC, partition), corrections.ofPartition(partition));
        }
        return log;
    }

    private List<ConsumerRecord<byte[], byte[]>> ofPartition(int partition) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < CORRECTIONS; i++) {
            long node = 1 + random.nextInt(3) * 10L + random.nextInt(2);
            var headers = new FactHeaders(
                    "event",
                    node,
                    SimulatedReports.T0 + random.nextInt(1_000_000_000),
                    "correction-" + partition + "-" + i);
            byte[] value = random.nextInt(8) == 0
                    ? "no protobuf at all".getBytes(StandardCharsets.UTF_8)
                    : correction(KINDS.get(i % KINDS.size()));
            // The relay publishes in transactions, whose marks are gaps; a batch whose answer was lost comes twice.
            int times = random.nextInt(4) == 0 ? 2 : 1;
            for (int n = 0; n < times; n++) {
                records.add(record(partition, offset, headers, value));
                offset += 2;
            }
        }
        return records;
    }

    private byte[] correction(String kind) {
        var correction =
                UsageCorrected.newBuilder().setCorrectionId(1).setParts(1).setKind(kind);
        for (int i = random.nextInt(4); i > 0; i--) {
            correction.addEntries(CorrectedUsage.newBuilder()
                    .setMinute(random.nextInt(8) == 0 ? LONG_AGO : NOON + random.nextInt(3))
                    .setArrivedMinute(SimulatedReports.T0 / 60_000 + random.nextInt(4) * MINUTES_PER_DAY)
                    .setUserId(1 + random.nextInt(2))
                    .setSubscriptionId(1 + random.nextInt(2))
                    .setNodeProtocolId(1 + random.nextInt(2))
                    .setBytesUp(random.nextLong(-LARGEST, LARGEST))
                    .setBytesDown(random.nextLong(-LARGEST, LARGEST))
                    .setBilledBytes(random.nextInt(1_000) - 500 + (random.nextBoolean() ? ".5" : "")));
        }
        return correction.build().toByteArray();
    }

    private static ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, FactHeaders headers, byte[] value) {
        byte[] key = Long.toString(headers.nodeId()).getBytes(StandardCharsets.UTF_8);
        var record = new ConsumerRecord<>(TOPIC, partition, offset, key, value);
        headers.writeTo(record.headers());
        return record;
    }
}
