package io.nodecore.simulator.traffic;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Bytes that a node has counted but not reported, by minute and link. Not safe for use by several threads. */
public final class UsageMeter {

    private SortedMap<MinuteOfLink, Bytes> counted = new TreeMap<>();

    /** Zero bytes are not usage and are ignored. */
    public void count(Instant at, Map<Link, Bytes> bytes) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        bytes.forEach((link, amount) -> {
            if (!amount.equals(Bytes.NONE)) {
                counted.merge(new MinuteOfLink(minute, link), amount, Bytes::plus);
            }
        });
    }

    public boolean isEmpty() {
        return counted.isEmpty();
    }

    /** Returns the counted bytes and resets them to zero. */
    public SortedMap<MinuteOfLink, Bytes> drain() {
        SortedMap<MinuteOfLink, Bytes> drained = counted;
        counted = new TreeMap<>();
        return drained;
    }

    /** @param minute the start of a UTC minute */
    public record MinuteOfLink(Instant minute, Link link) implements Comparable<MinuteOfLink> {

        private static final Comparator<MinuteOfLink> ORDER = Comparator.comparing(MinuteOfLink::minute)
                .thenComparing(key -> key.link().uuid());

        @Override
        public int compareTo(MinuteOfLink other) {
            return ORDER.compare(this, other);
        }
    }
}
