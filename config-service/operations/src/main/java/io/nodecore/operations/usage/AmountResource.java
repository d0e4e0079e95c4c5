package io.nodecore.operations.usage;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An amount as admins see it. */
public record AmountResource(BigInteger bytesUp, BigInteger bytesDown, BigDecimal billedBytes) {

    public static AmountResource of(UsageAmount amount) {
        return new AmountResource(amount.bytesUp(), amount.bytesDown(), plain(amount.billedBytes()));
    }

    /** Without trailing zeros after the point, and without an exponent. */
    public static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
