package io.nodecore.control.fact;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A quota period that has ended, with the usage counted in it until the reset.
 *
 * @param billedBytes what counted against the limit, rounded down
 */
public record EndedPeriod(Instant startedAt, Instant endedAt, long bytesUp, long bytesDown, BigInteger billedBytes) {}
