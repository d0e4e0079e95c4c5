package io.nodecore.operations.progress;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One partition of one projection.
 *
 * @param position the offset of the next fact to apply
 * @param endOffset null while Kafka is unavailable
 * @param lagRecords null while Kafka is unavailable
 * @param lagSeconds how long ago the oldest fact that waits was appended; 0 if none waits, null while Kafka is unavailable
 * @param ratePerSecond facts per second over the last seconds; null in the first seconds of config-service
 * @param lastError the latest error, including a fact that became a dead letter; null if there was none. For presence-service it is not
 *     known here: see its health
 * @param lastErrorAt when it was stored
 * @param firstOffset the offset at which counting started. position - firstOffset = applied + repeated + deadLettered + passedOver,
 *     always; so if nothing waits and nothing was passed over, the facts accepted since then are those applied, repeated and
 *     dead-lettered. This and the other counts are null until the projection's service has migrated its schema
 * @param applied facts whose effect is in the tables
 * @param repeated facts that changed nothing, because the same report counted before
 * @param deadLettered records that became dead letters
 * @param passedOver offsets without a record, or whose record retention deleted before it was read
 */
public record ProjectionResource(
        String name,
        String topic,
        int partition,
        long position,
        @Nullable Long endOffset,
        @Nullable Long lagRecords,
        @Nullable Long lagSeconds,
        @Nullable Double ratePerSecond,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        @Nullable Long firstOffset,
        @Nullable Long applied,
        @Nullable Long repeated,
        @Nullable Long deadLettered,
        @Nullable Long passedOver) {

    static ProjectionResource of(PartitionProgress one) {
        PositionsView.Counts counts = one.counts();
        PositionsView.Failed failed = one.lastError();
        return new ProjectionResource(
                one.projection(),
                one.partition().topic(),
                one.partition().partition(),
                one.position(),
                one.end(),
                one.lagRecords(),
                one.lagSeconds(),
                one.ratePerSecond(),
                failed == null ? null : failed.error(),
                failed == null ? null : failed.at(),
                counts == null ? null : counts.firstOffset(),
                counts == null ? null : counts.applied(),
                counts == null ? null : counts.repeated(),
                counts == null ? null : counts.deadLettered(),
                counts == null ? null : counts.passedOver());
    }
}
