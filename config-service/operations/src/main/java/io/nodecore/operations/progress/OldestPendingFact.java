package io.nodecore.operations.progress;

import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The append time of the first fact that waits, by the broker's clock; also known for a projection that no process runs. */
final class OldestPendingFact implements AutoCloseable {

    /** For several projections at different positions of one partition. */
    record Place(TopicPartition partition, long offset) {}

    private static final Logger log = LoggerFactory.getLogger(OldestPendingFact.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int REMEMBERED = 10_000;

    private final TopicRange range;
    private final Map<Place, Instant> known = new HashMap<>();

    OldestPendingFact(KafkaSettings kafka) {
        this.range = TopicRange.open(KafkaConsumers.bounded(kafka, "nodecore-config-unread", OffsetReset.EARLIEST)
                .maxFetch(64 * 1024, 1024)
                .apiTimeout(TIMEOUT));
    }

    /**
     * A position that does not move is read only once.
     *
     * @return empty for a position after which only transaction markers wait; positions for which Kafka does not answer in time are missing
     */
    synchronized Map<Place, Optional<Instant>> appendedAt(Set<Place> places) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        Map<Place, Optional<Instant>> found = new HashMap<>();
        Set<Place> unknown = new HashSet<>(places);
        unknown.removeAll(known.keySet());
        while (!unknown.isEmpty()) {
            Map<TopicPartition, Place> round = new HashMap<>();
            unknown.forEach(place -> round.putIfAbsent(place.partition(), place));
            read(round).forEach(place -> found.put(place, Optional.empty()));
            unknown.removeAll(round.values());
        }
        for (Place place : places) {
            Instant appended = known.get(place);
            if (appended != null) {
                found.put(place, Optional.of(appended));
            }
        }
        return found;
    }

    /** @return the positions after which there is no fact */
    private Set<Place> read(Map<TopicPartition, Place> round) {
        Map<TopicPartition, Long> from = new HashMap<>();
        round.forEach((partition, place) -> from.put(partition, place.offset()));
        Set<Place> without = new HashSet<>();
        try {
            Map<TopicPartition, Long> ends = range.ends(round.keySet());
            round.values().stream()
                    .filter(place -> isRead(place, place.offset(), ends))
                    .forEach(without::add);
            range.within(TIMEOUT).read(from, ends, batch -> {
                batch.records()
                        .forEach((partition, records) -> known.putIfAbsent(
                                place(round, partition),
                                Instant.ofEpochMilli(records.getFirst().timestamp())));
                batch.nextOffsets().forEach((partition, next) -> {
                    Place place = place(round, partition);
                    if (!known.containsKey(place) && isRead(place, next, ends)) {
                        without.add(place);
                    }
                });
                return round.values().stream().anyMatch(it -> !known.containsKey(it) && !without.contains(it));
            });
        } catch (KafkaException e) {
            log.debug("no times of unread facts of {}", round.keySet(), e);
        }
        return without;
    }

    private static boolean isRead(Place place, long next, Map<TopicPartition, Long> ends) {
        return next >= ends.getOrDefault(place.partition(), 0L);
    }

    private static Place place(Map<TopicPartition, Place> round, TopicPartition partition) {
        return Objects.requireNonNull(round.get(partition));
    }

    @Override
    public synchronized void close() {
        range.close();
    }
}
