package io.nodecore.operations.correction;

import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A correction of a node's usage by an operator.
 *
 * @param factor the factor of {@code scale}, the multiplier of {@code reprice}, or that of {@code amend} if one was given; otherwise null
 * @param figures the sums that {@code amend} set; null for the other kinds
 * @param reverts the correction that {@code undo} undid
 * @param readUpTo by partition of node.usage: facts from these offsets on were not read
 * @param entries number of changed amounts
 * @param before the selected usage before the correction
 * @param after the same with the changes
 */
public record UsageCorrection(
        long id,
        long nodeId,
        Kind kind,
        Range range,
        @Nullable BigDecimal factor,
        @Nullable Figures figures,
        @Nullable Long reverts,
        String reason,
        String author,
        Instant decidedAt,
        SortedMap<Integer, Long> readUpTo,
        long entries,
        UsageAmount before,
        UsageAmount after) {

    /** How the amounts change. */
    public enum Kind {
        /** To 0. */
        REVERT,
        /** By a factor. */
        SCALE,
        /** Billed by another multiplier; the bytes do not change. */
        REPRICE,
        /** To sums that an operator sets. */
        AMEND,
        /** The changes of an earlier correction are reversed. */
        UNDO;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Selects usage.
     *
     * @param from a whole minute, of usage minutes, or for {@link Kind#REPRICE} of the times of arrival
     * @param to exclusive
     * @param userId null for all users; the same holds for the other ids. A {@code subscriptionId} of 0 selects usage without a
     *     subscription
     */
    public record Range(
            Instant from,
            Instant to,
            @Nullable Long userId,
            @Nullable Long subscriptionId,
            @Nullable Long nodeProtocolId) {

        /** Returns whether a correction of this kind selects an amount. */
        public boolean holds(Kind kind, UsageCell cell) {
            long minute = kind == Kind.REPRICE ? cell.arrivedMinute() : cell.minute();
            return minute >= from.getEpochSecond() / 60
                    && minute < to.getEpochSecond() / 60
                    && (userId == null || userId == cell.userId())
                    && (subscriptionId == null || subscriptionId == cell.subscriptionId())
                    && (nodeProtocolId == null || nodeProtocolId == cell.nodeProtocolId());
        }
    }

    /**
     * The correct sums of all selected usage, as an operator knows them.
     *
     * @param bytesUp 0 or more; null if unchanged
     * @param bytesDown the same
     */
    public record Figures(@Nullable Long bytesUp, @Nullable Long bytesDown) {}

    public UsageCorrection {
        readUpTo = Collections.unmodifiableSortedMap(new TreeMap<>(readUpTo));
    }
}
