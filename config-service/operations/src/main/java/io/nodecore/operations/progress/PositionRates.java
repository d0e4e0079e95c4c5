package io.nodecore.operations.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rate at which positions move between two samples. */
final class PositionRates {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private record Sample(
            long position, Instant at, @Nullable Double rate) {}

    private final Map<String, Sample> samples = new HashMap<>();

    /** Facts per second since the previous sample; null for the first one. */
    synchronized @Nullable Double of(String key, long position, Instant now) {
        Sample before = samples.get(key);
        if (before == null) {
            samples.put(key, new Sample(position, now, null));
            return null;
        }
        Duration between = Duration.between(before.at(), now);
        if (between.compareTo(SHORTEST) < 0) {
            return before.rate();
        }
        double rate = Math.max(0, position - before.position()) * 1000.0 / between.toMillis();
        samples.put(key, new Sample(position, now, rate));
        return rate;
    }
}
