package io.nodecore.usage.nodestats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The smallest, the greatest and the sum of one figure, exact, so that the order of adding does not matter.
 *
 * @param min null if {@code reports} is 0, as {@code max} is
 */
record Spread(
        long reports,
        @Nullable BigDecimal min,
        BigDecimal sum,
        @Nullable BigDecimal max) {

    static final Spread NONE = new Spread(0, null, BigDecimal.ZERO, null);
    private static final int DECIMALS = 3;

    /** A value that is below 0 or not a finite number means that the node did not know the figure; it is not counted. */
    static Spread of(double figure) {
        if (!Double.isFinite(figure) || figure < 0) {
            return NONE;
        }
        BigDecimal exact = new BigDecimal(figure).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return new Spread(1, exact, exact, exact);
    }

    Spread plus(Spread other) {
        return new Spread(
                reports + other.reports,
                min == null ? other.min : other.min == null ? min : min.min(other.min),
                sum.add(other.sum),
                max == null ? other.max : other.max == null ? max : max.max(other.max));
    }
}
