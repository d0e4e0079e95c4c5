package io.nodecore.enrichment.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets the jobs go on whenever this process can get their lock: of several replicas one at a time works. */
final class JobsTimer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobsTimer.class);
    private static final String LOCK = "enrichment-jobs";
    private static final Duration STOP = Duration.ofSeconds(10);

    private final JobRun run;
    private final JobSettings settings;
    private final LockProvider locks;
    private final InstantSource clock;
    private final Runnable endWaits;
    private volatile @Nullable Instant lastTurn;
    private volatile @Nullable String trouble;
    private @Nullable ScheduledExecutorService timer;

    /** @param endWaits makes a look-up that waits for its provider end */
    JobsTimer(JobRun run, JobSettings settings, LockProvider locks, InstantSource clock, Runnable endWaits) {
        this.run = run;
        this.settings = settings;
        this.locks = locks;
        this.clock = clock;
        this.endWaits = endWaits;
    }

    /** When a turn of this process ended well last, or null. */
    @Nullable
    Instant lastTurn() {
        return lastTurn;
    }

    /** What kept the last turn from ending well, or null. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private void turn() {
        try {
            var lock = locks.lock(new LockConfiguration(clock.instant(), LOCK, settings.lock(), Duration.ZERO));
            if (lock.isPresent()) {
                work(lock.get());
            }
            trouble = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Postgres or Kafka is away; an exception would end the schedule.
            trouble = e.toString();
            log.warn("the jobs wait, next try in {}", settings.tick(), e);
        }
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
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("enrichment-jobs").daemon().factory());
        started.scheduleWithFixedDelay(this::turn, 0, settings.tick().toMillis(), TimeUnit.MILLISECONDS);
        timer = started;
    }

    /** Lets the page in progress come to its end. */
    @Override
    public synchronized void stop() {
        if (timer == null) {
            return;
        }
        endWaits.run();
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    /** After the topics, the migrations and the outbox; stopped before them. */
    @Override
    public int getPhase() {
        return 1;
    }
}
