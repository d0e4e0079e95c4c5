package io.nodecore.usage.minutes;

/** Bytes in both directions; sums never wrap around. */
record Traffic(long bytesUp, long bytesDown) {

    Traffic {
        if (bytesUp < 0 || bytesDown < 0) {
            throw new IllegalArgumentException(
                    "bytes must be 0 or more, got " + bytesUp + " up, " + bytesDown + " down");
        }
    }

    /** @throws ArithmeticException when a sum leaves the range of a bigint */
    Traffic plus(Traffic other) {
        return new Traffic(Math.addExact(bytesUp, other.bytesUp), Math.addExact(bytesDown, other.bytesDown));
    }
}
