package io.nodecore.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a thread that does its work until it is stopped. Work that fails is begun again after a while, for as long as that lasts:
 * without its thread nobody would do it any more. An {@link Error} alone ends the thread before, and is told as its death.
 *
 * <p>The work opens what it needs, makes its rounds while {@link #isRunning}, says {@link #progressed} after each that ended well, and
 * waits by {@link #pause} alone. When it returns, it is begun again at once.
 *
 * <p>May be started again once it has ended.
 */
public final class WorkLoop {

    /** What is done over and over. */
    @FunctionalInterface
    public interface Work {

        /** @throws InterruptedException when the thread shall end */
        void begin() throws Exception;
    }

    /**
     * @param backOff from a failure to the next beginning
     * @param stop how long a stop waits for the round in progress
     * @param stuckAfter a round that takes longer hangs
     */
    public record Pace(Duration backOff, Duration stop, Duration stuckAfter) {

        /** For rounds of fractions of a second. */
        public static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(50));

        public Pace withBackOff(Duration other) {
            return new Pace(other, stop, stuckAfter);
        }

        public Pace withStop(Duration other) {
            return new Pace(backOff, other, stuckAfter);
        }

        public Pace withStuckAfter(Duration other) {
            return new Pace(backOff, stop, other);
        }

        /** For rounds that may take any time. */
        public Pace neverStuck() {
            return withStuckAfter(ChronoUnit.FOREVER.getDuration());
        }
    }

    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private final String name;
    private final Pace pace;
    private final Work work;
    private volatile CountDownLatch stopping = new CountDownLatch(0);
    private volatile @Nullable Thread thread;
    private volatile @Nullable String trouble;
    private volatile long progressedAtNanos;

    /** @param name of the thread, and of who is in trouble */
    public WorkLoop(String name, Pace pace, Work work) {
        this.name = name;
        this.pace = pace;
        this.work = work;
    }

    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        Thread former = thread;
        if (former != null && former.isAlive()) {
            throw new IllegalStateException(name + " was stopped, but has not ended yet");
        }
        trouble = null;
        progressedAtNanos = System.nanoTime();
        stopping = new CountDownLatch(1);
        thread = Thread.ofPlatform().name(name).daemon().start(this::live);
    }

    /** Asks for the end after the round in progress, and does not wait for it. */
    public void stopSoon() {
        stopping.countDown();
    }

    /** Waits for the end of the round in progress; one that takes longer than the pace says is interrupted. */
    public synchronized void stop() {
        stopSoon();
        Thread ending = thread;
        if (ending == null) {
            return;
        }
        try {
            if (!ending.join(pace.stop())) {
                log.warn("{} did not end within {}", name, pace.stop());
                ending.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was started and nobody has asked for its end. */
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** False before the start, after the end, and while a round hangs; a failure alone changes nothing here. */
    public boolean isAlive() {
        Thread current = thread;
        return current != null && current.isAlive() && !hangs();
    }

    /** What keeps the work from going on, or null: a failure, the death of the thread, or a round that hangs. */
    public @Nullable String trouble() {
        String known = trouble;
        return known == null && isRunning() && hangs()
                ? name + " has made no round since "
                        + Instant.now().minus(quietFor()).truncatedTo(ChronoUnit.MILLIS)
                : known;
    }

    /** For the work: a round ended well, so whatever the trouble was, it is over. */
    public void progressed() {
        progressedAtNanos = System.nanoTime();
        trouble = null;
    }

    /** For the work: a round failed, and the work tries it again by itself; waits for the back-off. */
    public void failed(String what, Exception cause) {
        failing(what, cause);
        if (isRunning()) {
            pause(pace.backOff());
        }
    }

    /** Reports a failure that lasts until {@link #progressed}. Does not wait. */
    public void failing(String what, Exception cause) {
        if (!isRunning()) {
            log.warn("{} {} while it ended", name, what, cause);
            return;
        }
        boolean isNew = trouble == null;
        trouble = name + " " + what + ": " + cause;
        if (isNew) {
            log.warn("{} {}, trying again", name, what, cause);
        } else {
            log.warn("{} {} again, trying again: {}", name, what, cause.toString());
        }
    }

    /**
     * For the work: waits, but not beyond the order to stop; an interrupt is one.
     *
     * @return whether the work goes on
     */
    public boolean pause(Duration wait) {
        try {
            return !stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            stopSoon();
            return false;
        }
    }

    private void live() {
        try {
            while (isRunning()) {
                attempt();
            }
        } catch (Error e) {
            trouble = name + " died: " + e;
            log.error("{} died", name, e);
        }
    }

    private void attempt() {
        try {
            work.begin();
            progressed();
        } catch (InterruptedException e) {
            stopSoon();
        } catch (Exception e) {
            failed("failed", e);
        }
    }

    private boolean hangs() {
        return quietFor().compareTo(pace.stuckAfter()) > 0;
    }

    private Duration quietFor() {
        return Duration.ofNanos(System.nanoTime() - progressedAtNanos);
    }
}
