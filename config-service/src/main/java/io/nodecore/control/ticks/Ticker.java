package io.nodecore.control.ticks;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Calls ticks one after the other on one thread. A tick that fails is called again at its next time. */
public final class Ticker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Ticker.class);

    private final List<Tick> ticks;
    private @Nullable ScheduledExecutorService timer;

    public Ticker(List<Tick> ticks) {
        this.ticks = List.copyOf(ticks);
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("ticks").daemon().factory());
        for (Tick tick : ticks) {
            started.scheduleWithFixedDelay(
                    () -> guarded(tick),
                    tick.firstAfter().toMillis(),
                    tick.interval().toMillis(),
                    TimeUnit.MILLISECONDS);
        }
        timer = started;
    }

    /** An exception would end the schedule. */
    private static void guarded(Tick tick) {
        try {
            tick.decision().run();
        } catch (RuntimeException e) {
            log.warn("tick {} failed, it will be tried again", tick.name(), e);
        }
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.close();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    /** After the topics, before the edges; stopped after them. */
    @Override
    public int getPhase() {
        return 0;
    }
}
