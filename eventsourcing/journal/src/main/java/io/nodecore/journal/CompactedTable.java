package io.nodecore.journal;

import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/**
 * A compacted topic held in memory, kept current by one consumer. Reading is a lock-free map look-up.
 *
 * <p>The table follows every partition from the beginning, without a consumer group: each process has all of it. It is ready once it
 * has reached the end offsets of its start ("poll until empty" would never end while others write). Until then it is empty.
 *
 * <p>The table may have to read its topic again: after a restart of the consumer, or if the log no longer has its position. The rows
 * stay as they are until the topic has been read up to its end, and are then replaced by what was found, each key in one step. So a
 * key that was removed and an older value of a key never appear on the way.
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
    /** How soon an empty topic is known to be empty. */
    private static final Duration IDLE_INTERVAL = Duration.ofMillis(100);

    private final Topic<?> topic;
    private final KafkaConsumers consumers;
    private final Decoder<V> decoder;
    private final BiConsumer<String, @Nullable V> onChange;
    private final StringDeserializer keys = new StringDeserializer();
    private final Map<String, V> rows = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final SupervisedContainer container;
    /** Null while the table is current. Of the container's thread. */
    private volatile @Nullable Pass<V> pass;

    /** What a reading of the whole topic has found so far. */
    private static final class Pass<V> {
        private final Map<String, V> found = new HashMap<>();
        private final Set<String> undecodable = new HashSet<>();
        private @Nullable Map<TopicPartition, Long> ends;
    }

    /** @param onChange see {@link #CompactedTable(Topic, KafkaSettings, Decoder, BiConsumer)} */
    public CompactedTable(Topic<V> topic, KafkaSettings kafka, BiConsumer<String, @Nullable V> onChange) {
        this(topic, kafka, topic::parse, onChange);
    }

    /**
     * @param decoder if the rows shall be something else than the topic's own values
     * @param onChange called on the table's thread after each change, with null for a removed key; must not block
     */
    public CompactedTable(
            Topic<?> topic, KafkaSettings kafka, Decoder<V> decoder, BiConsumer<String, @Nullable V> onChange) {
        this.topic = topic;
        this.decoder = decoder;
        this.onChange = onChange;
        String name = "table-" + topic.name();
        this.consumers = KafkaConsumers.assigned(kafka, name, OffsetReset.NONE).fetchWait(Duration.ofMillis(50));
        this.container = new SupervisedContainer(name, Pace.USUAL, this::open, new ContainerEvents() {
            @Override
            public void onIdle(Consumer<?, ?> consumer) {
                endPass(consumer);
            }
        });
    }

    public void start() {
        container.start();
    }

    /** The value of a key, or null if the table has none. */
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

    /** Why the table does not follow its topic, or null. What it holds stays usable meanwhile. */
    public @Nullable String trouble() {
        return container.trouble();
    }

    @Override
    public void close() {
        container.stop();
    }

    private KafkaMessageListenerContainer<byte[], byte[]> open(ContainerEvents events) {
        List<TopicPartition> partitions = consumers.partitionsOf(List.of(topic.name()));
        pass = new Pass<>();
        return ListenerContainers.fromBeginning("table-" + topic.name(), consumers, partitions, listener())
                .pollTimeout(IDLE_INTERVAL)
                .idleInterval(IDLE_INTERVAL)
                .onConsumerFailure(this::beginAgain)
                .events(events)
                .build();
    }

    private BatchConsumerAwareMessageListener<byte[], byte[]> listener() {
        return (records, consumer) -> {
            records.forEach(this::apply);
            endPass(Objects.requireNonNull(consumer));
        };
    }

    /** The topic was emptied or created anew: what it holds now is read from its beginning. */
    private boolean beginAgain(Exception failure, Consumer<?, ?> consumer) {
        if (!(failure instanceof OffsetOutOfRangeException)) {
            return false;
        }
        log.warn("table of {} reads its topic again: {}", topic.name(), failure.toString());
        pass = new Pass<>();
        consumer.seekToBeginning(consumer.assignment());
        return true;
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        String key = keys.deserialize(record.topic(), record.key());
        Pass<V> reading = pass;
        try {
            V value = record.value() == null ? null : decoder.decode(record.value());
            if (reading == null) {
                change(key, value);
            } else if (value == null) {
                reading.found.remove(key);
            } else {
                reading.found.put(key, value);
            }
        } catch (Exception e) {
            // One unreadable row must not keep the others from being served. Only this project writes the topic, so
            // this
            // is a defect, and the key keeps the value that it had.
            log.error("{}-{}@{} can't be decoded", record.topic(), record.partition(), record.offset(), e);
            if (reading != null) {
                reading.undecodable.add(key);
            }
        }
    }

    /** Replaces the rows if the topic has been read up to the end that it had. */
    private void endPass(Consumer<?, ?> consumer) {
        Pass<V> reading = pass;
        if (reading == null) {
            return;
        }
        Map<TopicPartition, Long> ends = reading.ends;
        if (ends == null) {
            ends = consumer.endOffsets(consumer.assignment());
            reading.ends = ends;
        }
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return;
            }
        }
        Set<String> gone = new HashSet<>(rows.keySet());
        gone.removeAll(reading.found.keySet());
        gone.removeAll(reading.undecodable);
        gone.forEach(key -> change(key, null));
        reading.found.forEach((key, value) -> {
            if (!Objects.equals(rows.get(key), value)) {
                change(key, value);
            }
        });
        pass = null;
        log.info("table of {} is ready with {} rows", topic.name(), rows.size());
        ready.countDown();
    }

    private void change(String key, @Nullable V value) {
        if (value == null) {
            rows.remove(key);
        } else {
            rows.put(key, value);
        }
        onChange.accept(key, value);
    }
}
