package io.nodecore.operations.correction;

import io.nodecore.admin.failure.Violations;
import io.nodecore.operations.correction.CorrectionFact.Change;
import io.nodecore.operations.correction.UsageCorrection.Kind;
import io.nodecore.operations.correction.UsageCorrection.Range;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes the change of each amount by a correction. */
final class CorrectionRules {

    /** Maximum number of changes of one correction; each is written to the topic. */
    static final int MOST_CHANGES = 500_000;

    /** Maximum number of changes of one record. */
    static final int CHANGES_PER_PART = 10_000;

    private CorrectionRules() {}

    /**
     * The changes that a correction makes.
     *
     * @param kind one that evaluates each amount alone: not {@link Kind#AMEND}, not {@link Kind#UNDO}
     * @param now the current amounts, including all corrections so far
     * @return in the order of the cells; unchanged amounts are not included
     */
    static List<Change> changes(Kind kind, @Nullable BigDecimal factor, Map<UsageCell, UsageAmount> now) {
        SortedMap<UsageCell, UsageAmount> wanted = new TreeMap<>();
        now.forEach((cell, amount) ->
                wanted.put(cell, wanted(kind, factor == null ? BigDecimal.ZERO : factor, cell, amount)));
        return changes(now, wanted);
    }

    /** The changes from the current amounts to the target amounts, which include at least the same cells. */
    static List<Change> changes(Map<UsageCell, UsageAmount> now, SortedMap<UsageCell, UsageAmount> wanted) {
        List<Change> changes = new ArrayList<>();
        wanted.forEach((cell, amount) -> {
            UsageAmount by = amount.minus(now.getOrDefault(cell, UsageAmount.ZERO));
            if (!by.isZero()) {
                changes.add(new Change(cell, by));
            }
        });
        if (changes.stream().map(Change::by).anyMatch(CorrectionRules::isTooLarge)) {
            throw Violations.refuse("factor", "makes an amount of more bytes than can be counted");
        }
        if (changes.size() > MOST_CHANGES) {
            throw Violations.refuse(
                    "from", "changes more than " + MOST_CHANGES + " amounts, choose a shorter range or one user");
        }
        return changes;
    }

    private static UsageAmount wanted(Kind kind, BigDecimal factor, UsageCell cell, UsageAmount now) {
        return switch (kind) {
            case REVERT -> UsageAmount.ZERO;
            case SCALE ->
                new UsageAmount(
                        times(now.bytesUp(), factor),
                        times(now.bytesDown(), factor),
                        now.billedBytes().multiply(factor));
            case REPRICE -> cell.billed(now, factor);
            case AMEND -> throw new IllegalArgumentException("what is amended are sums, by AmendRules");
            case UNDO -> throw new IllegalArgumentException("what an undo changes follows from what it takes back");
        };
    }

    /**
     * The changes that undo a correction.
     *
     * @param since the parts of this correction and of all later ones of its node
     * @throws io.nodecore.admin.failure.FailureException if it is already undone, or a later correction depends on it
     */
    static List<Change> undo(UsageCorrection correction, List<CorrectionFact> since) {
        Map<UsageCell, UsageAmount> own = new TreeMap<>();
        Map<UsageCell, UsageAmount> all = new HashMap<>();
        long last = correction.id();
        for (CorrectionFact part : since) {
            for (Change change : part.changes()) {
                all.merge(change.cell(), change.by(), UsageAmount::plus);
                if (part.correction().id() == correction.id()) {
                    own.merge(change.cell(), change.by(), UsageAmount::plus);
                }
            }
        }
        if (own.keySet().stream()
                .allMatch(cell -> all.getOrDefault(cell, UsageAmount.ZERO).isZero())) {
            throw Violations.refuse("id", "correction " + correction.id() + " is reverted already");
        }
        for (CorrectionFact part : since) {
            if (part.changes().stream().anyMatch(change -> own.containsKey(change.cell()))) {
                last = part.correction().id();
            }
        }
        boolean isUnchanged = own.entrySet().stream()
                .allMatch(change -> all.getOrDefault(change.getKey(), UsageAmount.ZERO)
                        .minus(change.getValue())
                        .isZero());
        if (!isUnchanged) {
            throw Violations.refuse(
                    "id",
                    "correction " + last + " changed some of the same usage after correction " + correction.id()
                            + ", revert that one first");
        }
        return own.entrySet().stream()
                .map(change -> new Change(change.getKey(), change.getValue().negated()))
                .toList();
    }

    /** Adds the selected part of earlier corrections. */
    static void add(Map<UsageCell, UsageAmount> now, List<CorrectionFact> parts, Kind kind, Range range) {
        for (CorrectionFact part : parts) {
            for (Change change : part.changes()) {
                if (range.holds(kind, change.cell())) {
                    now.merge(change.cell(), change.by(), UsageAmount::plus);
                }
            }
        }
    }

    /** Splits the correction into parts that fit into records. */
    static List<CorrectionFact> parts(UsageCorrection correction, List<Change> changes) {
        int parts = (changes.size() + CHANGES_PER_PART - 1) / CHANGES_PER_PART;
        List<CorrectionFact> facts = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = part * CHANGES_PER_PART;
            facts.add(new CorrectionFact(
                    correction, part, parts, changes.subList(from, Math.min(changes.size(), from + CHANGES_PER_PART))));
        }
        return facts;
    }

    private static boolean isTooLarge(UsageAmount by) {
        return Math.max(by.bytesUp().bitLength(), by.bytesDown().bitLength()) >= Long.SIZE;
    }

    private static BigInteger times(BigInteger bytes, BigDecimal factor) {
        return new BigDecimal(bytes)
                .multiply(factor)
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger();
    }
}
