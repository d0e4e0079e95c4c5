package io.nodecore.usage.minutes;

/** Bytes in both directions; below 0 where a correction takes back. Sums never wrap around. */
record Traffic(long bytesUp, long bytesDown) {

    /** @throws ArithmeticException when a sum leaves the range of a bigint */
    Traffic plus(Traffic other) {
        return new Traffic(Math.addExact(bytesUp, other.bytesUp), Math.addExact(bytesDown, other.bytesDown));
    }
}
