package io.nodecore.usage.simulation;

import io.nodecore.journal.FactHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What has to be in the tables, written a second time and simply: record by record, without batches, transactions or SQL. Shares no code
 * with the projections but the headers' names.
 */
final class OnePass {

    private static final long WINDOW_MS = Duration.ofDays(7).toMillis();

    /** The tables of one projection as a map. */
    interface Tables {
        /**
         * Adds a whole report, or throws and adds nothing.
         *
         * @throws Exception when the report can't be read or applied
         */
        void add(String topic, FactHeaders headers, byte[] value) throws Exception;

        /** Rows as text. */
        List<String> rows();
    }

    private final Tables tables;
    private final Map<String, Long> counted = new HashMap<>();
    private final Set<String> deadLetters = new TreeSet<>();
    private final List<String> positions = new ArrayList<>();

    OnePass(Tables tables, Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log) {
        this.tables = tables;
        log.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().partition()))
                .forEach(entry -> read(entry.getKey().partition(), entry.getValue()));
    }

    List<String> rows() {
        return tables.rows();
    }

    Set<String> deadLetters() {
        return deadLetters;
    }

    /** Of each partition: the next offset, applied, repeated, dead-lettered, passed over. */
    List<String> positions() {
        return positions;
    }

    private void read(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
        long applied = 0;
        long repeated = 0;
        long dead = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                if (counts(record)) {
                    applied++;
                } else {
                    repeated++;
                }
            } catch (Exception e) {
                dead++;
                deadLetters.add(partition + "@" + record.offset());
            }
        }
        long next = records.getLast().offset() + 1;
        positions.add(
                partition + " " + next + " " + applied + " " + repeated + " " + dead + " " + (next - records.size()));
    }

    /** False where the report's name has counted within the window before. */
    private boolean counts(ConsumerRecord<byte[], byte[]> record) throws Exception {
        FactHeaders headers = FactHeaders.readFrom(record.headers());
        String name = record.topic() + "/" + headers.nodeId() + "/" + headers.reportId();
        Long before = counted.get(name);
        if (before != null && headers.receivedAtMs() - before <= WINDOW_MS) {
            return false;
        }
        tables.add(record.topic(), headers, record.value());
        counted.put(name, headers.receivedAtMs());
        return true;
    }
}
