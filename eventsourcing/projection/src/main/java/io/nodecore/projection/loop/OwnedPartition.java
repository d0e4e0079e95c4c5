package io.nodecore.projection.loop;

import io.nodecore.projection.PositionSnapshot;
import io.nodecore.projection.positions.Claim;
import io.nodecore.projection.positions.FactCounts;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition that is assigned to a consumer: claimed, or waiting for its claim. Immutable; the consumer's thread replaces it, other
 * threads read it.
 *
 * @param partition topic and partition
 * @param claim the right to move the position; null while it has yet to be claimed, for the first time or again
 * @param retryAt not to be claimed before
 * @param trouble what went wrong last, until a fact is applied or none is waiting
 * @param position the position as last known, -1 while unknown
 * @param endOffset the log's end as last known, -1 while unknown
 * @param movedAt when the position last moved, or was seen at the log's end
 * @param counts what became of the offsets before the position, as last known
 */
public record OwnedPartition(
        TopicPartition partition,
        @Nullable Claim claim,
        Instant retryAt,
        @Nullable Trouble trouble,
        long position,
        long endOffset,
        Instant movedAt,
        FactCounts counts) {

    /** Why a partition makes no progress. */
    public sealed interface Trouble {

        String text();

        /** Another owner claimed it; ends by itself. */
        record Fenced(String text) implements Trouble {}

        /** The database or the dead letters are away. */
        record Unavailable(String text) implements Trouble {}

        /** The position is outside the log; only an operator can find out why. */
        record OutOfRange(String text) implements Trouble {}

        /** Whether readiness turns red at once. */
        default boolean isRed() {
            return switch (this) {
                case Fenced ignored -> false;
                case Unavailable ignored -> true;
                case OutOfRange ignored -> true;
            };
        }
    }

    static OwnedPartition assigned(TopicPartition partition, Instant now) {
        return new OwnedPartition(partition, null, now, null, -1, -1, now, FactCounts.NONE);
    }

    OwnedPartition claimed(Claim newClaim, long end) {
        return new OwnedPartition(
                partition, newClaim, retryAt, trouble, newClaim.nextOffset(), end, movedAt, newClaim.counts());
    }

    OwnedPartition moved(Claim newClaim, Instant now) {
        return new OwnedPartition(
                partition, newClaim, retryAt, null, newClaim.nextOffset(), endOffset, now, newClaim.counts());
    }

    /** Records the end offset of the last fetch, which may be out of date. */
    OwnedPartition fetchedUpTo(long end) {
        return new OwnedPartition(partition, claim, retryAt, trouble, position, end, movedAt, counts);
    }

    /** Records an end offset that the broker has just reported. */
    OwnedPartition seen(long end, Instant now) {
        return end > position
                ? new OwnedPartition(partition, claim, retryAt, trouble, position, end, movedAt, counts)
                : new OwnedPartition(partition, claim, retryAt, null, position, end, now, counts);
    }

    OwnedPartition failed(Trouble newTrouble, Instant nextTry) {
        return new OwnedPartition(partition, null, nextTry, newTrouble, position, endOffset, movedAt, counts);
    }

    /** True when facts wait, or no position could be claimed, and nothing has moved for longer than this. */
    public boolean isStuck(Instant now, Duration stuckAfter) {
        boolean isWaiting = claim == null || endOffset > position;
        return isWaiting && movedAt.plus(stuckAfter).isBefore(now);
    }

    long lag() {
        return position < 0 ? 0 : Math.max(0, endOffset - position);
    }

    /** Facts that the topic took since counting began; the lag is a part of them. */
    long accepted() {
        return position < 0 ? 0 : Math.max(endOffset, position) - (position - counts.offsets());
    }

    /** accepted - waiting - applied - repeated - dead-lettered: 0, unless offsets were passed that held no fact. */
    long difference() {
        return accepted() - lag() - counts.facts();
    }

    public PositionSnapshot snapshot(String projection) {
        return new PositionSnapshot(
                projection,
                partition.topic(),
                partition.partition(),
                position,
                endOffset,
                lag(),
                trouble == null ? null : trouble.text());
    }
}
