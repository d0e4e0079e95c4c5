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
 * What an operator changed of a node's usage.
 *
 * @param factor what {@code scale} multiplied the bytes by, the multiplier of {@code reprice}, and of {@code amend} where one was told;
 *     null otherwise
 * @param figures what {@code amend} was told; null for the other kinds
 * @param reverts the correction that {@code undo} took back
 * @param readUpTo by partition of node.usage: facts from these offsets on were not looked at
 * @param entries how many amounts changed
 * @param before what was meant, as it was
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

    /** How the amounts changed. */
    public enum Kind {
        /** To nothing. */
        REVERT,
        /** By a factor. */
        SCALE,
        /** Billed by another multiplier; the bytes stay. */
        REPRICE,
        /** To what an operator says that the sums are. */
        AMEND,
        /** What an earlier correction changed was changed back. */
        UNDO;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Which usage is meant.
     *
     * @param from a whole minute; usage minutes are meant, or for {@link Kind#REPRICE} the times of arrival
     * @param to exclusive
     * @param userId null for everybody's; the same holds for the other ids, and a {@code subscriptionId} of 0 stands for none
     */
    public record Range(
            Instant from,
            Instant to,
            @Nullable Long userId,
            @Nullable Long subscriptionId,
            @Nullable Long nodeProtocolId) {

        /** Whether an amount is meant by a correction of this kind. */
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
     * What all that is meant comes to, as an operator knows it.
     *
     * @param bytesUp 0 or more; null where it stays
     * @param bytesDown the same
     */
    public record Figures(@Nullable Long bytesUp, @Nullable Long bytesDown) {}

    public UsageCorrection {
        readUpTo = Collections.unmodifiableSortedMap(new TreeMap<>(readUpTo));
    }
}
