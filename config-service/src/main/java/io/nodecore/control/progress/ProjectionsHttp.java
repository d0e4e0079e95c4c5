package io.nodecore.control.progress;

import io.nodecore.control.progress.PositionsView.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Positions, lag and rate of the projections. */
@RestController
final class ProjectionsHttp {

    /**
     * One partition of one projection.
     *
     * @param position the offset of the next fact to apply
     * @param endOffset null while Kafka is away
     * @param lagRecords null while Kafka is away
     * @param lagSeconds since when the position stands still although facts wait; 0 where none wait
     * @param ratePerSecond since the request before, null at the first
     * @param lastError known only to the process that applies; its health and metrics tell it
     * @param firstOffset where counting began. position - firstOffset = applied + repeated + deadLettered + passedOver, always; so
     *     when nothing waits and nothing was passed over, the facts accepted since are those applied, repeated and dead-lettered. This
     *     and the other counts are null until the projection's service has brought its schema up to date
     * @param applied facts whose effect is in the tables
     * @param repeated facts that changed nothing, because the same report counted before
     * @param deadLettered records that went to the dead letters
     * @param passedOver offsets without a record, or whose record retention had removed before it was read
     */
    record ProjectionResource(
            String name,
            String topic,
            int partition,
            long position,
            @Nullable Long endOffset,
            @Nullable Long lagRecords,
            @Nullable Long lagSeconds,
            @Nullable Double ratePerSecond,
            @Nullable String lastError,
            @Nullable Long firstOffset,
            @Nullable Long applied,
            @Nullable Long repeated,
            @Nullable Long deadLettered,
            @Nullable Long passedOver) {}

    record ProjectionList(List<ProjectionResource> projections) {}

    private final PositionsView positions;
    private final EndOffsets ends;
    private final Rates rates = new Rates();
    private final InstantSource clock;

    ProjectionsHttp(PositionsView positions, EndOffsets ends, InstantSource clock) {
        this.positions = positions;
        this.ends = ends;
        this.clock = clock;
    }

    @GetMapping("/admin/projections")
    ProjectionList list() {
        List<Position> all = positions.all();
        Map<TopicPartition, Long> endOffsets =
                ends.of(all.stream().map(ProjectionsHttp::partition).toList());
        Instant now = clock.instant();
        return new ProjectionList(all.stream()
                .map(position -> resource(position, endOffsets.get(partition(position)), now))
                .toList());
    }

    private ProjectionResource resource(Position position, @Nullable Long end, Instant now) {
        Long lag = end == null ? null : Math.max(0, end - position.nextOffset());
        Long lagSeconds = lag == null
                ? null
                : lag == 0
                        ? 0
                        : Math.max(0, Duration.between(position.movedAt(), now).toSeconds());
        String key = position.projection() + "/" + position.topic() + "/" + position.partition();
        PositionsView.Counts counts = position.counts();
        return new ProjectionResource(
                position.projection(),
                position.topic(),
                position.partition(),
                position.nextOffset(),
                end,
                lag,
                lagSeconds,
                rates.of(key, position.nextOffset(), now),
                null,
                counts == null ? null : counts.firstOffset(),
                counts == null ? null : counts.applied(),
                counts == null ? null : counts.repeated(),
                counts == null ? null : counts.deadLettered(),
                counts == null ? null : counts.passedOver());
    }

    private static TopicPartition partition(Position position) {
        return new TopicPartition(position.topic(), position.partition());
    }
}
