package io.nodecore.usage.quotas;

import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;

/**
 * Traffic, and the part of it that counts against a limit.
 *
 * @param traffic as reported
 * @param billedBytes each byte times its multiplier: exact, never rounded
 * @param receivedAtMs of the latest report among them, Unix milliseconds
 */
public record Billed(Traffic traffic, BigDecimal billedBytes, long receivedAtMs) {

    public static Billed of(Traffic traffic, BigDecimal multiplier, long receivedAtMs) {
        BigDecimal bytes = new BigDecimal(traffic.bytesUp().add(traffic.bytesDown()));
        return new Billed(
                traffic, multiplier.equals(BigDecimal.ONE) ? bytes : bytes.multiply(multiplier), receivedAtMs);
    }

    public Billed plus(Billed other) {
        return new Billed(
                traffic.plus(other.traffic),
                billedBytes.add(other.billedBytes),
                Math.max(receivedAtMs, other.receivedAtMs));
    }
}
