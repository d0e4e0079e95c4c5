package io.nodecore.control.ticks;

import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Calls ticks one after another on one thread. A tick that fails is called again after its interval. */
public final class Ticker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Ticker.class);
    private static final Duration STOP = Duration.ofSeconds(30);

    /** @param atNanos in terms of {@link System#nanoTime} */
    private record Due(Tick tick, long atNanos) {

        static Due in(Duration wait, Tick tick) {
            return new Due(tick, System.nanoTime() + wait.toNanos());
        }

        Duration left() {
            return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
        }
    }

    private final List<Tick> ticks;
    private final WorkLoop loop =
            new WorkLoop("ticks", Pace.USUAL.withStop(STOP).neverStuck(), this::callInTurn);

    public Ticker(List<Tick> ticks) {
        if (ticks.isEmpty()) {
            throw new IllegalArgumentException("expected at least one tick, got none");
        }
        this.ticks = List.copyOf(ticks);
    }

    private void callInTurn() {
        var dues = new PriorityQueue<Due>(Comparator.comparingLong(Due::atNanos));
        ticks.forEach(tick -> dues.add(Due.in(tick.firstAfter(), tick)));
        while (loop.pause(dues.element().left())) {
            Tick tick = dues.remove().tick();
            call(tick);
            dues.add(Due.in(tick.interval(), tick));
        }
    }

    private static void call(Tick tick) {
        try {
            tick.decision().run();
        } catch (RuntimeException e) {
            // The other ticks continue.
            log.warn("tick {} failed, it will be tried again", tick.name(), e);
        }
    }

    @Override
    public void start() {
        loop.start();
    }

    /** Waits until the tick in progress has ended. */
    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** After the topics, before the edges; stopped after them. */
    @Override
    public int getPhase() {
        return 0;
    }
}
