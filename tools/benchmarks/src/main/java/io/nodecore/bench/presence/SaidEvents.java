package io.nodecore.bench.presence;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer of events.user that records the events and their times. */
final class SaidEvents implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    /** The delay is measured for users with this id or a higher one. */
    private final long measuredFrom;

    private final Map<Long, Long> appendedAtNanos = new HashMap<>();
    private final List<Duration> delays = new ArrayList<>();
    private long said;
    private long firstAtNanos;
    private long lastAtNanos;

    SaidEvents(KafkaSettings kafka, long measuredFrom) {
        this.measuredFrom = measuredFrom;
        consumer = new KafkaConsumer<>(
                kafka.with(Map.of("isolation.level", "read_committed", "max.poll.records", 10_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Topics.USER_EVENTS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.USER_EVENTS.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Polls once; returns the number of events so far. */
    long read() {
        for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(5))) {
            lastAtNanos = System.nanoTime();
            firstAtNanos = firstAtNanos == 0 ? lastAtNanos : firstAtNanos;
            said++;
            long userId = Long.parseLong(new String(event.key(), StandardCharsets.UTF_8));
            Long appended = userId < measuredFrom ? null : appendedAtNanos.remove(userId);
            if (appended != null) {
                delays.add(Duration.ofNanos(lastAtNanos - appended));
            }
        }
        return said;
    }

    void appended(long userId) {
        appendedAtNanos.put(userId, System.nanoTime());
    }

    List<Duration> delays() {
        return delays;
    }

    long lastAtNanos() {
        return lastAtNanos;
    }

    /** Makes the next event the first one. */
    void mark() {
        firstAtNanos = 0;
    }

    double secondsFromFirstToLast() {
        return (lastAtNanos - firstAtNanos) / 1e9;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
