package io.nodecore.operations.usage;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Bytes and what is billed for them, or a change of both.
 *
 * @param billedBytes each byte times its multiplier, exact; 0 without a subscription
 */
public record UsageAmount(BigInteger bytesUp, BigInteger bytesDown, BigDecimal billedBytes) {

    public static final UsageAmount ZERO = new UsageAmount(BigInteger.ZERO, BigInteger.ZERO, BigDecimal.ZERO);

    public static UsageAmount of(long bytesUp, long bytesDown, BigDecimal billedBytes) {
        return new UsageAmount(BigInteger.valueOf(bytesUp), BigInteger.valueOf(bytesDown), billedBytes);
    }

    public static UsageAmount sum(Iterable<UsageAmount> amounts) {
        UsageAmount sum = ZERO;
        for (UsageAmount amount : amounts) {
            sum = sum.plus(amount);
        }
        return sum;
    }

    public UsageAmount plus(UsageAmount other) {
        return new UsageAmount(
                bytesUp.add(other.bytesUp), bytesDown.add(other.bytesDown), billedBytes.add(other.billedBytes));
    }

    public UsageAmount minus(UsageAmount other) {
        return plus(other.negated());
    }

    public UsageAmount negated() {
        return new UsageAmount(bytesUp.negate(), bytesDown.negate(), billedBytes.negate());
    }

    /** Returns whether the amount is zero; 0.00 is 0. */
    public boolean isZero() {
        return bytesUp.signum() == 0 && bytesDown.signum() == 0 && billedBytes.signum() == 0;
    }
}
