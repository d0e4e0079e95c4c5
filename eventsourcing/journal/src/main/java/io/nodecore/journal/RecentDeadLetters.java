package io.nodecore.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** When this process met its latest dead letters, so that health can tell a bad record from a topic that goes bad. Bounded. */
public final class RecentDeadLetters {

    private static final int REMEMBERED = 10_000;

    private final InstantSource clock;
    private final Deque<Instant> times = new ArrayDeque<>();

    public RecentDeadLetters(InstantSource clock) {
        this.clock = clock;
    }

    /** One more, now. */
    public synchronized void add() {
        times.addLast(clock.instant());
        if (times.size() > REMEMBERED) {
            times.removeFirst();
        }
    }

    /** How many came within the past {@code window}; at most 10 000 are counted. */
    public synchronized int within(Duration window) {
        Instant from = clock.instant().minus(window);
        int count = 0;
        for (var time = times.descendingIterator();
                time.hasNext() && time.next().isAfter(from); ) {
            count++;
        }
        return count;
    }
}
