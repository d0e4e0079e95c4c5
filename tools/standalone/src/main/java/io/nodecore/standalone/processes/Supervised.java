package io.nodecore.standalone.processes;

import io.nodecore.standalone.processes.Supervisor.State;
import io.nodecore.standalone.processes.Supervisor.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One part, and the thread that starts it again each time its process ends. */
final class Supervised {

    private static final Logger log = LoggerFactory.getLogger(Supervised.class);

    private final Part part;
    private final Duration restartAfter;
    private final Runnable onChange;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** How long the part stays down after its next end; null for the default. */
    private final AtomicReference<@Nullable Duration> nextDownFor = new AtomicReference<>();

    private volatile @Nullable ProcessHandle process;
    private volatile State state = State.DOWN;
    private volatile int starts;

    Supervised(Part part, Duration restartAfter, Runnable onChange) {
        this.part = part;
        this.restartAfter = restartAfter;
        this.onChange = onChange;
        this.thread =
                Thread.ofPlatform().name("supervise-" + part.name()).daemon().start(this::run);
    }

    Status status() {
        ProcessHandle current = process;
        return new Status(part.name(), current == null ? 0 : current.pid(), state, starts);
    }

    /** Sends SIGKILL. */
    void kill(Duration downFor) {
        ProcessHandle current = process;
        if (current != null) {
            nextDownFor.set(downFor);
            current.destroyForcibly();
        }
    }

    /** Stops the part cleanly; it is started again as after any other end. */
    void restart(Duration downFor) throws Exception {
        ProcessHandle current = process;
        if (current != null) {
            nextDownFor.set(downFor);
            part.stop(current);
        }
    }

    void pause() throws IOException, InterruptedException {
        ProcessHandle current = process;
        if (current != null) {
            Signals.stop(current);
            changed(current, current, State.PAUSED);
        }
    }

    void resume() throws IOException, InterruptedException {
        ProcessHandle current = process;
        if (current != null && state == State.PAUSED) {
            Signals.resume(current);
            changed(current, current, State.RUNNING);
        }
    }

    void close() throws Exception {
        closing.countDown();
        resume();
        ProcessHandle current = process;
        if (current != null) {
            part.stop(current);
        }
        thread.join();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                runOnce();
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                log.warn("{} failed to start", part.name(), e);
            }
            changed(process, null, State.DOWN);
            try {
                Duration downFor = nextDownFor.getAndSet(null);
                closing.await((downFor == null ? restartAfter : downFor).toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void runOnce() throws Exception {
        ProcessHandle started = part.start();
        starts++;
        changed(null, started, State.RUNNING);
        log.info("{} runs as process {}", part.name(), started.pid());
        if (closing.getCount() == 0) {
            part.stop(started);
        }
        try {
            started.onExit().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for the end of " + part.name(), e);
        }
        log.info("{} ended", part.name());
    }

    /** Changes nothing if the process has ended and another one was started meanwhile. */
    private void changed(@Nullable ProcessHandle before, @Nullable ProcessHandle after, State now) {
        synchronized (this) {
            if (process != before) {
                return;
            }
            process = after;
            state = now;
        }
        onChange.run();
    }
}
