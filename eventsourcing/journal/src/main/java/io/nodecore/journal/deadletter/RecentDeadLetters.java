package io.nodecore.journal.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** The times of the latest dead letters of this process, so that health can distinguish one bad record from many. Holds 10 000 at most. */
public final class RecentDeadLetters {

    private static final int REMEMBERED = 10_000;

    private final InstantSource clock;
    private final Deque<Instant> times = new ArrayDeque<>();

    public RecentDeadLetters(InstantSource clock) {
        this.clock = clock;
    }

    /** Records a dead letter at the current time. */
    public synchronized void add() {
        times.addLast(clock.instant());
        if (times.size() > REMEMBERED) {
            times.removeFirst();
        }
    }

    /** The number of dead letters within the past {@code window}; at most 10 000. */
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
