package io.nodecore.bench.run;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Measured durations, sorted. */
public final class Latencies {

    private final long[] nanos;

    private Latencies(long[] nanos) {
        this.nanos = nanos;
    }

    public static Latencies of(Collection<Duration> measured) {
        return new Latencies(
                measured.stream().mapToLong(Duration::toNanos).sorted().toArray());
    }

    public int count() {
        return nanos.length;
    }

    /**
     * The smallest measured duration that at least this share of all durations does not exceed.
     *
     * @param share above 0, at most 1
     */
    public Duration percentile(double share) {
        if (nanos.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        int rank = (int) Math.ceil(share * nanos.length);
        return Duration.ofNanos(nanos[Math.max(rank, 1) - 1]);
    }

    /** p50, p90, p99 and maximum in milliseconds. */
    @Override
    public String toString() {
        return String.join(
                "   ",
                Arrays.asList(
                        "p50 " + ms(percentile(0.5)),
                        "p90 " + ms(percentile(0.9)),
                        "p99 " + ms(percentile(0.99)),
                        "max " + ms(percentile(1))));
    }

    private static String ms(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
