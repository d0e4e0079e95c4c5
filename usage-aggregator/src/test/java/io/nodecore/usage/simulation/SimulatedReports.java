package io.nodecore.usage.simulation;

import io.nodecore.journal.FactHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A topic out of a seed: reports of a few nodes, named by the node or by a digest, repeated at once or later, within the window and
 * beyond it, sometimes with other content under the same name; between them records that can't be read, and now and then a gap.
 */
final class SimulatedReports {

    static final long T0 = 1_767_268_800_000L;

    private static final int PARTITIONS = 3;
    private static final int REPORTS = 14;
    private static final int NODES_OF_PARTITION = 2;

    /** What the reports of one topic carry. */
    interface Content {
        /** A report that can be read; whether it can be applied may depend on those before it. */
        byte[] report(Random random, int partition);

        /** A value that can't be read, or never be applied. */
        byte[] poison(Random random, int partition);
    }

    private final String topic;
    private final Random random;
    private final Content content;

    private SimulatedReports(String topic, Random random, Content content) {
        this.topic = topic;
        this.random = random;
        this.content = content;
    }

    static Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> of(String topic, long seed, Content content) {
        var reports = new SimulatedReports(topic, new Random(seed ^ 0x5DEECE66DL), content);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            log.put(new TopicPartition(topic, partition), reports.ofPartition(partition));
        }
        return log;
    }

    private List<ConsumerRecord<byte[], byte[]>> ofPartition(int partition) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<FactHeaders> named = new ArrayList<>();
        long offset = 0;
        long time = T0;
        for (int i = 0; i < REPORTS; i++) {
            time += random.nextInt(8) == 0 ? Duration.ofDays(3).toMillis() : random.nextInt(60_000);
            // The clocks of gateways differ.
            long receivedAt = time - random.nextInt(20_000);
            offset += random.nextInt(25) == 0 ? 2 : 0;
            if (random.nextInt(9) == 0) {
                records.add(broken(partition, offset, receivedAt));
            } else if (!named.isEmpty() && random.nextInt(3) == 0) {
                records.add(repeat(partition, offset, receivedAt, records, named));
            } else {
                byte[] value = content.report(random, partition);
                long node = 1 + partition * 10L + random.nextInt(NODES_OF_PARTITION);
                String name = random.nextInt(3) == 0 ? digest(node, value) : "report-" + random.nextInt(1_000_000);
                var headers = new FactHeaders("event", node, receivedAt, name);
                records.add(record(partition, offset, headers, value));
                named.add(headers);
            }
            offset++;
        }
        return records;
    }

    /** A name that was there before: that of the report just before, or of any; mostly with its content too. */
    private ConsumerRecord<byte[], byte[]> repeat(
            int partition,
            long offset,
            long receivedAt,
            List<ConsumerRecord<byte[], byte[]>> records,
            List<FactHeaders> named) {
        FactHeaders before = random.nextBoolean() ? named.getLast() : named.get(random.nextInt(named.size()));
        var headers = new FactHeaders("event-again", before.nodeId(), receivedAt, before.reportId());
        byte[] value = random.nextInt(6) == 0 ? content.report(random, partition) : valueNamed(before, records);
        return record(partition, offset, headers, value);
    }

    private static byte[] valueNamed(FactHeaders name, List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> record.value() != null
                        && record.headers().lastHeader(FactHeaders.NODE_ID) != null
                        && FactHeaders.readFrom(record.headers()).equals(name))
                .map(ConsumerRecord::value)
                .findFirst()
                .orElseThrow();
    }

    private ConsumerRecord<byte[], byte[]> broken(int partition, long offset, long receivedAt) {
        var headers = new FactHeaders("event", 1 + partition * 10L, receivedAt, "broken-" + offset);
        return switch (random.nextInt(4)) {
            case 0 -> record(partition, offset, headers, null);
            case 1 -> new ConsumerRecord<>(topic, partition, offset, new byte[0], content.report(random, partition));
            default -> record(partition, offset, headers, content.poison(random, partition));
        };
    }

    @SuppressWarnings("NullAway") // A record may come without a value.
    private ConsumerRecord<byte[], byte[]> record(
            int partition, long offset, FactHeaders headers, byte @Nullable [] value) {
        byte[] key = Long.toString(headers.nodeId()).getBytes(StandardCharsets.UTF_8);
        var record = new ConsumerRecord<>(topic, partition, offset, key, value);
        headers.writeTo(record.headers());
        return record;
    }

    private static String digest(long node, byte[] value) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(Long.toString(node).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(sha256.digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
