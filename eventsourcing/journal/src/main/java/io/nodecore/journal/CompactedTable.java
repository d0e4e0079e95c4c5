package io.nodecore.journal;

import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A compacted topic held in memory, kept current by one thread. Reading is a lock-free map look-up.
 *
 * <p>The table follows every partition from the beginning, without a consumer group: each process has all of it. It is ready once it
 * has reached the end offsets taken at its start ("poll until empty" would never end while others write).
 *
 * @param <V> the value; a tombstone removes the key
 */
public final class CompactedTable<V> implements AutoCloseable {

    /** Decodes a record's value. */
    @FunctionalInterface
    public interface Decoder<V> {
        V decode(byte[] value) throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(CompactedTable.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Topic<?> topic;
    private final KafkaSettings kafka;
    private final Decoder<V> decoder;
    private final BiConsumer<String, @Nullable V> onChange;
    private final Map<String, V> rows = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final WorkLoop loop;

    /**
     * @param onChange called on the table's thread after each change, with null for a removed key; must not block
     */
    public CompactedTable(
            Topic<?> topic, KafkaSettings kafka, Decoder<V> decoder, BiConsumer<String, @Nullable V> onChange) {
        this.topic = topic;
        this.kafka = kafka;
        this.decoder = decoder;
        this.onChange = onChange;
        this.loop = new WorkLoop("table-" + topic.name(), Pace.USUAL, this::follow);
    }

    public void start() {
        loop.start();
    }

    /** The value of a key, or null where the table knows none. */
    public @Nullable V get(String key) {
        return rows.get(key);
    }

    public int size() {
        return rows.size();
    }

    public boolean isReady() {
        return ready.getCount() == 0;
    }

    /** True once the table holds all that was in the topic when it started. */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        return ready.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        loop.stop();
    }

    /** What is in memory stays usable while Kafka is away; a new consumer reads the topic again. */
    private void follow() {
        try (var consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        "client.id", "table-" + topic.name(),
                        "enable.auto.commit", "false",
                        "isolation.level", "read_committed",
                        "fetch.max.wait.ms", "50",
                        "reconnect.backoff.max.ms", "1000")),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            follow(consumer);
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        Set<String> seen = new HashSet<>();
        boolean caughtUp = false;
        while (loop.isRunning()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                apply(record);
                if (!caughtUp) {
                    seen.add(record.key());
                }
            }
            if (!caughtUp && partitions.stream().allMatch(p -> consumer.position(p) >= end.getOrDefault(p, 0L))) {
                caughtUp = true;
                forgetAllBut(seen);
                seen.clear();
                log.info("table of {} is ready with {} rows", topic.name(), rows.size());
                ready.countDown();
            }
            loop.progressed();
        }
    }

    /** A key whose tombstone was compacted away while this table had lost the topic is nowhere in it any more. */
    private void forgetAllBut(Set<String> seen) {
        for (String key : Set.copyOf(rows.keySet())) {
            if (!seen.contains(key)) {
                rows.remove(key);
                onChange.accept(key, null);
            }
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            rows.remove(record.key());
            onChange.accept(record.key(), null);
            return;
        }
        try {
            V value = decoder.decode(record.value());
            rows.put(record.key(), value);
            onChange.accept(record.key(), value);
        } catch (Exception e) {
            // One unreadable row must not keep the others from being served; the writer is ours, so this is a defect
            // worth an error line.
            log.error("{}-{}@{} can't be decoded", record.topic(), record.partition(), record.offset(), e);
        }
    }
}
