package io.nodecore.replay.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How fast a replay goes, from what it has passed over the last seconds. */
public final class ReplayProgress {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    /**
     * @param applied facts passed
     * @param total facts up to the position of live projection
     * @param factsPerSecond null at the first look
     */
    public record Report(long applied, long total, @Nullable Double factsPerSecond) {}

    private record Sample(long applied, Instant at) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    public Report report(long applied, long total, Instant now) {
        samples.addLast(new Sample(applied, now));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long millis = Duration.between(first.at(), now).toMillis();
        Double rate = millis == 0 ? null : Math.max(0, applied - first.applied()) * 1000.0 / millis;
        return new Report(applied, Math.max(applied, total), rate);
    }
}
