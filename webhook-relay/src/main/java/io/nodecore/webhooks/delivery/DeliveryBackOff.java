package io.nodecore.webhooks.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after attempts that failed: twice as long after each, and a random part of it, so that the partitions of a receiver
 * that comes back do not all ask it at once.
 *
 * @param first after the first attempt
 * @param longest however many there were
 */
record DeliveryBackOff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    /** From half of the full wait to all of it. */
    Duration after(int failures, RandomGenerator random) {
        long full = fullMs(failures);
        return Duration.ofMillis(full - (long) (random.nextDouble() * full / 2));
    }

    private long fullMs(int failures) {
        long doubled = first.toMillis() << Math.min(MOST_DOUBLINGS, failures - 1);
        return doubled <= 0 ? longest.toMillis() : Math.min(longest.toMillis(), doubled);
    }
}
