package io.nodecore.operations.correction;

import io.nodecore.admin.failure.Violations;
import io.nodecore.operations.correction.CorrectionTerms.Wish;
import io.nodecore.operations.correction.UsageCorrection.Figures;
import io.nodecore.operations.correction.UsageCorrection.Range;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The amounts after an operator sets their sums: shares of each sum in whole bytes, the same for the same amounts.
 *
 * <p>A sum is split in proportion to the bytes that were counted in its direction; if there are none, to those of the other direction; if
 * nothing was counted at all, evenly over the minutes, as if it had arrived in them.
 */
final class AmendRules {

    /** A price per byte may be an infinite decimal fraction if an amount was billed by several multipliers. */
    private static final int BILLED_DECIMALS = 10;

    private static final int SECONDS_PER_MINUTE = 60;

    private AmendRules() {}

    /**
     * @param wish of kind amend
     * @param now the current amounts, including all corrections so far
     * @param at the time of the decision: later minutes have no usage yet
     * @throws io.nodecore.admin.failure.FailureException if nothing was counted and the request does not name whose usage it is
     */
    static SortedMap<UsageCell, UsageAmount> wanted(Wish wish, Map<UsageCell, UsageAmount> now, Instant at) {
        Figures figures = Objects.requireNonNull(wish.figures());
        SortedMap<UsageCell, UsageAmount> cells = new TreeMap<>(now);
        boolean isCounted =
                now.values().stream().anyMatch(amount -> bytes(amount).signum() > 0);
        if (!isCounted && isAnything(figures)) {
            cells.clear();
            emptyMinutes(wish, at).forEach(cell -> cells.put(cell, now.getOrDefault(cell, UsageAmount.ZERO)));
        }
        List<BigInteger> ups = shares(figures.bytesUp(), cells, UsageAmount::bytesUp);
        List<BigInteger> downs = shares(figures.bytesDown(), cells, UsageAmount::bytesDown);
        int share = 0;
        for (Map.Entry<UsageCell, UsageAmount> one : cells.entrySet()) {
            one.setValue(billed(one.getKey(), one.getValue(), ups.get(share), downs.get(share), wish.factor()));
            share++;
        }
        return cells;
    }

    /**
     * Whole shares of a total by the method of largest remainders: each share is rounded down, and the remaining bytes go one by one to the
     * shares with the largest remainders, the first one if they are equal.
     *
     * @param weights 0 or more each, at least one of them more than 0
     */
    static List<BigInteger> shares(BigInteger total, List<BigInteger> weights) {
        BigInteger all = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        List<BigInteger> shares = new ArrayList<>(weights.size());
        List<BigInteger> lost = new ArrayList<>(weights.size());
        BigInteger left = total;
        for (BigInteger weight : weights) {
            BigInteger[] parts = total.multiply(weight).divideAndRemainder(all);
            shares.add(parts[0]);
            lost.add(parts[1]);
            left = left.subtract(parts[0]);
        }
        IntStream.range(0, shares.size())
                .boxed()
                .sorted(Comparator.<Integer, BigInteger>comparing(lost::get).reversed())
                .limit(left.intValueExact())
                .forEach(one -> shares.set(one, shares.get(one).add(BigInteger.ONE)));
        return shares;
    }

    private static List<BigInteger> shares(
            @Nullable Long total,
            SortedMap<UsageCell, UsageAmount> cells,
            Function<UsageAmount, BigInteger> direction) {
        List<BigInteger> counted = cells.values().stream().map(direction).toList();
        if (total == null) {
            return counted;
        }
        if (counted.stream().anyMatch(bytes -> bytes.signum() > 0)) {
            return shares(BigInteger.valueOf(total), counted);
        }
        List<BigInteger> both = cells.values().stream().map(AmendRules::bytes).toList();
        boolean isCounted = both.stream().anyMatch(bytes -> bytes.signum() > 0);
        if (!isCounted && total == 0) {
            return counted;
        }
        return shares(BigInteger.valueOf(total), isCounted ? both : Collections.nCopies(cells.size(), BigInteger.ONE));
    }

    /** One amount for each minute of the range, all of the user, subscription and protocol that the request names. */
    private static List<UsageCell> emptyMinutes(Wish wish, Instant at) {
        Range range = wish.range();
        var violations = new Violations();
        String where = "is required, because nothing was counted there that says whose the usage is";
        long user = named("userId", range.userId(), where, violations);
        long subscription = named("subscriptionId", range.subscriptionId(), where, violations);
        long protocol = named("nodeProtocolId", range.nodeProtocolId(), where, violations);
        boolean isBilled = !Objects.equals(range.subscriptionId(), 0L);
        if (wish.factor() == null && isBilled) {
            violations.add("multiplier", "is required, because nothing was counted there that has a price");
        }
        if (range.to().minusSeconds(SECONDS_PER_MINUTE).isAfter(at)) {
            violations.add("to", "must not lie ahead, because nothing was counted there, got " + range.to());
        }
        long first = range.from().getEpochSecond() / SECONDS_PER_MINUTE;
        long end = range.to().getEpochSecond() / SECONDS_PER_MINUTE;
        if (end - first > CorrectionRules.MOST_CHANGES) {
            violations.add("from", "must be " + CorrectionRules.MOST_CHANGES + " minutes before to at most");
        }
        violations.refuseIfAny();
        List<UsageCell> minutes = new ArrayList<>();
        for (long minute = first; minute < end; minute++) {
            minutes.add(new UsageCell(minute, minute, user, subscription, protocol));
        }
        return minutes;
    }

    private static long named(String field, @Nullable Long id, String where, Violations violations) {
        if (id == null) {
            violations.add(field, where);
            return 0;
        }
        return id;
    }

    /** Billed by the given multiplier, or otherwise at the price at which its bytes were billed. */
    private static UsageAmount billed(
            UsageCell cell, UsageAmount now, BigInteger up, BigInteger down, @Nullable BigDecimal multiplier) {
        var bytes = new UsageAmount(up, down, BigDecimal.ZERO);
        if (multiplier != null || cell.subscriptionId() == 0) {
            return cell.billed(bytes, multiplier == null ? BigDecimal.ZERO : multiplier);
        }
        BigInteger before = bytes(now);
        BigInteger after = up.add(down);
        if (after.signum() == 0) {
            return bytes;
        }
        BigDecimal billed = after.equals(before)
                ? now.billedBytes()
                : now.billedBytes()
                        .multiply(new BigDecimal(after))
                        .divide(new BigDecimal(before), BILLED_DECIMALS, RoundingMode.HALF_UP)
                        .stripTrailingZeros();
        return new UsageAmount(up, down, billed);
    }

    private static boolean isAnything(Figures figures) {
        return Objects.requireNonNullElse(figures.bytesUp(), 0L) > 0
                || Objects.requireNonNullElse(figures.bytesDown(), 0L) > 0;
    }

    private static BigInteger bytes(UsageAmount amount) {
        return amount.bytesUp().add(amount.bytesDown());
    }
}
