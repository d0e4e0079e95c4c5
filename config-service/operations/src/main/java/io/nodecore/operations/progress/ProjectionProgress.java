package io.nodecore.operations.progress;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.nodecore.control.status.EndOffsets;
import io.nodecore.operations.progress.OldestPendingFact.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The progress of all projections, whether they are running or not.
 *
 * <p>Gauges {@code nodecore.progress.lag.records}, {@code .lag.seconds} and {@code .rate} (projection, topic, partition).
 */
final class ProjectionProgress {

    private final PositionsView positions;
    private final GroupPositions groups;
    private final EndOffsets ends;
    private final OldestPendingFact unread;
    private final PositionRates rates = new PositionRates();
    private final InstantSource clock;
    private final MultiGauge lagRecords;
    private final MultiGauge lagSeconds;
    private final MultiGauge rate;
    private volatile List<PartitionProgress> latest = List.of();

    ProjectionProgress(
            PositionsView positions,
            GroupPositions groups,
            EndOffsets ends,
            OldestPendingFact unread,
            InstantSource clock,
            MeterRegistry meters) {
        this.positions = positions;
        this.groups = groups;
        this.ends = ends;
        this.unread = unread;
        this.clock = clock;
        this.lagRecords = MultiGauge.builder("nodecore.progress.lag.records").register(meters);
        this.lagSeconds = MultiGauge.builder("nodecore.progress.lag.seconds").register(meters);
        this.rate = MultiGauge.builder("nodecore.progress.rate").register(meters);
    }

    /** Takes a sample, so that the next one can be compared with it. */
    void tick() {
        List<PartitionProgress> now = all();
        latest = now;
        lagRecords.register(rows(now, PartitionProgress::lagRecords), true);
        lagSeconds.register(rows(now, PartitionProgress::lagSeconds), true);
        rate.register(rows(now, PartitionProgress::ratePerSecond), true);
    }

    /** The sample that was taken last; empty before the first one. */
    List<PartitionProgress> latestSample() {
        return latest;
    }

    /** In the order of projection, topic and partition; those with positions in Postgres first. */
    List<PartitionProgress> all() {
        List<PartitionProgress> found = new ArrayList<>();
        List<PositionsView.Position> stored = positions.all();
        for (PositionsView.Position position : stored) {
            found.add(new PartitionProgress(
                    position.projection(),
                    new TopicPartition(position.topic(), position.partition()),
                    position.nextOffset(),
                    null,
                    null,
                    null,
                    null,
                    position.lastError(),
                    position.counts()));
        }
        Set<String> names =
                stored.stream().map(PositionsView.Position::projection).collect(Collectors.toSet());
        groups.without(names).stream()
                .sorted(Comparator.comparing(GroupPositions.Position::projection)
                        .thenComparing(it -> it.partition().topic())
                        .thenComparing(it -> it.partition().partition()))
                .forEach(position -> found.add(new PartitionProgress(
                        position.projection(),
                        position.partition(),
                        position.nextOffset(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
        return withLag(found);
    }

    private List<PartitionProgress> withLag(List<PartitionProgress> found) {
        Map<TopicPartition, Long> endOffsets =
                ends.of(found.stream().map(PartitionProgress::partition).toList());
        Set<Place> waiting = new HashSet<>();
        for (PartitionProgress one : found) {
            if (one.position() < endOffsets.getOrDefault(one.partition(), 0L)) {
                waiting.add(new Place(one.partition(), one.position()));
            }
        }
        Map<Place, Optional<Instant>> appendedAt = unread.appendedAt(waiting);
        Instant now = clock.instant();
        return found.stream()
                .map(one -> withLag(one, endOffsets.get(one.partition()), appendedAt, now))
                .toList();
    }

    private PartitionProgress withLag(
            PartitionProgress one, @Nullable Long end, Map<Place, Optional<Instant>> appendedAt, Instant now) {
        Long lag = end == null ? null : Math.max(0, end - one.position());
        return new PartitionProgress(
                one.projection(),
                one.partition(),
                one.position(),
                end,
                lag,
                lag == null || lag == 0
                        ? lag
                        : seconds(appendedAt.get(new Place(one.partition(), one.position())), now),
                rates.of(one.projection() + "/" + one.partition(), one.position(), now),
                one.lastError(),
                one.counts());
    }

    /** A record that is not a fact (a transaction marker) has no age. */
    private static @Nullable Long seconds(@Nullable Optional<Instant> oldest, Instant now) {
        return oldest == null
                ? null
                : oldest.map(at -> Math.max(0, Duration.between(at, now).toSeconds()))
                        .orElse(0L);
    }

    private static List<MultiGauge.Row<?>> rows(
            List<PartitionProgress> all, Function<PartitionProgress, @Nullable Number> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (PartitionProgress one : all) {
            Number number = value.apply(one);
            if (number != null) {
                rows.add(MultiGauge.Row.of(
                        Tags.of(
                                "projection",
                                one.projection(),
                                "topic",
                                one.partition().topic(),
                                "partition",
                                Integer.toString(one.partition().partition())),
                        Objects.requireNonNull(number)));
            }
        }
        return rows;
    }
}
