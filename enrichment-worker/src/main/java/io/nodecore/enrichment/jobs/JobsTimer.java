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

/** Lets the jobs go on whenever this process can get their lock: of several replicas one at a time works. */
final class JobsTimer implements SmartLifecycle {

    private static final String LOCK = "enrichment-jobs";
    private static final Duration STOP = Duration.ofSeconds(10);

    private final JobRun run;
    private final JobSettings settings;
    private final LockProvider locks;
    private final InstantSource clock;
    private final Runnable endWaits;
    private final WorkLoop loop;
    private volatile @Nullable Instant lastTurn;

    /** @param endWaits makes a look-up that waits for its provider end */
    JobsTimer(JobRun run, JobSettings settings, LockProvider locks, InstantSource clock, Runnable endWaits) {
        this.run = run;
        this.settings = settings;
        this.locks = locks;
        this.clock = clock;
        this.endWaits = endWaits;
        Pace pace = Pace.USUAL.withBackOff(settings.tick()).withStop(STOP).neverStuck();
        this.loop = new WorkLoop("enrichment-jobs", pace, this::turn);
    }

    /** When a turn of this process ended well last, or null. */
    @Nullable
    Instant lastTurn() {
        return lastTurn;
    }

    /** What kept the last turn from ending well, or null. */
    @Nullable
    String trouble() {
        return loop.trouble();
    }

    private void turn() throws InterruptedException {
        var lock = locks.lock(new LockConfiguration(clock.instant(), LOCK, settings.lock(), Duration.ZERO));
        if (lock.isPresent()) {
            work(lock.get());
        }
        loop.progressed();
        loop.pause(settings.tick());
    }

    private void work(SimpleLock lock) throws InterruptedException {
        try {
            run.goOn();
            lastTurn = clock.instant();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        loop.start();
    }

    /** Lets the page in progress come to its end. */
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

    /** After the topics, the migrations and the outbox; stopped before them. */
    @Override
    public int getPhase() {
        return 1;
    }
}
