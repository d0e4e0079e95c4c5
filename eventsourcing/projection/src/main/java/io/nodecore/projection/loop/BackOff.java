package io.nodecore.projection.loop;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: doubles with every failure in a row, up to a limit, and takes a random half of it, so that
 * many owners do not come back at the same moment.
 */
public record BackOff(Duration shortest, Duration longest) {

    private static final int DOUBLINGS_AT_MOST = 20;

    Duration after(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures - 1, 0), DOUBLINGS_AT_MOST);
        long limit = Math.min(longest.toMillis(), shortest.toMillis() << doublings);
        return Duration.ofMillis(limit / 2 + random.nextLong(limit / 2 + 1));
    }
}
