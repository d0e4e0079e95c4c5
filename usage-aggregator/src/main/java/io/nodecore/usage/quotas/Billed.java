package io.nodecore.usage.quotas;

import java.math.BigDecimal;

/**
 * Traffic and what counts of it against a limit.
 *
 * @param bytesUp as reported
 * @param bytesDown as reported
 * @param billedBytes each byte times its multiplier: exact, never rounded
 * @param receivedAtMs of the latest report among them, Unix milliseconds
 */
public record Billed(long bytesUp, long bytesDown, BigDecimal billedBytes, long receivedAtMs) {

    public static Billed of(long bytesUp, long bytesDown, BigDecimal multiplier, long receivedAtMs) {
        BigDecimal bytes = BigDecimal.valueOf(bytesUp).add(BigDecimal.valueOf(bytesDown));
        return new Billed(
                bytesUp,
                bytesDown,
                multiplier.equals(BigDecimal.ONE) ? bytes : bytes.multiply(multiplier),
                receivedAtMs);
    }

    /** @throws ArithmeticException when a sum of bytes leaves the range of a bigint */
    public Billed plus(Billed other) {
        return new Billed(
                Math.addExact(bytesUp, other.bytesUp),
                Math.addExact(bytesDown, other.bytesDown),
                billedBytes.add(other.billedBytes),
                Math.max(receivedAtMs, other.receivedAtMs));
    }
}
