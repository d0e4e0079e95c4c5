package io.nodecore.operations.progress;

import io.nodecore.journal.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the first fact that waits was appended, by the broker's clock: found also for a projection that nobody runs. */
final class OldestPendingFact implements AutoCloseable {

    /** Of several projections that stand at different places of one partition. */
    record Place(TopicPartition partition, long offset) {}

    private static final Logger log = LoggerFactory.getLogger(OldestPendingFact.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int REMEMBERED = 10_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Place, Instant> known = new HashMap<>();

    OldestPendingFact(KafkaSettings kafka) {
        this.consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        "client.id",
                        "nodecore-config-unread",
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed",
                        "allow.auto.create.topics",
                        "false",
                        "max.partition.fetch.bytes",
                        1024,
                        "default.api.timeout.ms",
                        (int) DEADLINE.toMillis())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * What stands still is asked for once.
     *
     * @return empty for a place where nothing but marks of transactions waits; places that Kafka does not answer for in time are missing
     */
    synchronized Map<Place, Optional<Instant>> appendedAt(Set<Place> places) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        Map<Place, Optional<Instant>> found = new HashMap<>();
        Set<Place> unknown = new HashSet<>(places);
        unknown.removeAll(known.keySet());
        try {
            while (!unknown.isEmpty()) {
                Map<TopicPartition, Place> round = new HashMap<>();
                unknown.forEach(place -> round.putIfAbsent(place.partition(), place));
                read(round).forEach(place -> found.put(place, Optional.empty()));
                unknown.removeAll(round.values());
            }
        } catch (KafkaException e) {
            log.debug("no times of unread facts", e);
        }
        for (Place place : places) {
            Instant appended = known.get(place);
            if (appended != null) {
                found.put(place, Optional.of(appended));
            }
        }
        return found;
    }

    /** @return the places behind which no fact stands */
    private Set<Place> read(Map<TopicPartition, Place> round) {
        // A partition that was in the round before would still be paused, with the end that it had then.
        consumer.unsubscribe();
        consumer.assign(round.keySet());
        round.forEach((partition, place) -> consumer.seek(partition, place.offset()));
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        Set<TopicPartition> waiting = new HashSet<>(round.keySet());
        Set<Place> without = new HashSet<>();
        while (!waiting.isEmpty() && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                var partition = new TopicPartition(record.topic(), record.partition());
                Place place = round.get(partition);
                if (place != null && waiting.remove(partition)) {
                    known.put(place, Instant.ofEpochMilli(record.timestamp()));
                }
            }
            for (TopicPartition partition : List.copyOf(waiting)) {
                if (consumer.currentLag(partition).orElse(1) == 0) {
                    waiting.remove(partition);
                    without.add(Objects.requireNonNull(round.get(partition)));
                }
            }
            consumer.pause(
                    round.keySet().stream().filter(it -> !waiting.contains(it)).toList());
        }
        return without;
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
