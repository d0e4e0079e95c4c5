package io.nodecore.usage.traffic;

import java.math.BigInteger;

/** Bytes in both directions, exact in any range; below 0 if corrections subtract more than the reports added. */
public record Traffic(BigInteger bytesUp, BigInteger bytesDown) {

    public Traffic(long bytesUp, long bytesDown) {
        this(BigInteger.valueOf(bytesUp), BigInteger.valueOf(bytesDown));
    }

    public Traffic plus(Traffic other) {
        return new Traffic(bytesUp.add(other.bytesUp), bytesDown.add(other.bytesDown));
    }
}
