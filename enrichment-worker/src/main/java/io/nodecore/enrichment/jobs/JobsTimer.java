package io.nodecore.enrichment.jobs;

import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Advances the jobs at each tick while this process holds their lock: of several replicas, one works at a time. */
final class JobsTimer implements SmartLifecycle {

    private static final String LOCK = "enrichment-jobs";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final JobRun run;
    private final JobSettings settings;
    private final LockProvider locks;
    private final InstantSource clock;
    private final Runnable endWaits;
    private final WorkLoop loop;
    private volatile @Nullable Instant lastTurn;

    /** @param endWaits interrupts a look-up that waits for its provider */
    JobsTimer(JobRun run, JobSettings settings, LockProvider locks, InstantSource clock, Runnable endWaits) {
        this.run = run;
        this.settings = settings;
        this.locks = locks;
        this.clock = clock;
        this.endWaits = endWaits;
        Pace pace =
                Pace.USUAL.withBackOff(settings.tick()).withStop(STOP_TIMEOUT).neverStuck();
        this.loop = new WorkLoop("enrichment-jobs", pace, this::turn);
    }

    /** The time of the last turn of this process that succeeded, or null. */
    @Nullable
    Instant lastTurn() {
        return lastTurn;
    }

    /** The error of the last turn, or null if it succeeded. */
    @Nullable
    String trouble() {
        return loop.trouble();
    }

    private void turn() throws InterruptedException {
        var lock = locks.lock(new LockConfiguration(clock.instant(), LOCK, settings.lock(), Duration.ZERO));
        if (lock.isPresent()) {
            advance(lock.get());
        }
        loop.progressed();
        loop.pause(settings.tick());
    }

    private void advance(SimpleLock lock) throws InterruptedException {
        try {
            run.advance();
            lastTurn = clock.instant();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        loop.start();
    }

    /** Waits for the end of the page in progress. */
    @Override
    public void stop() {
        loop.stopSoon();
        endWaits.run();
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** Starts after topics, migrations and outbox, and stops before them. */
    @Override
    public int getPhase() {
        return 1;
    }
}
