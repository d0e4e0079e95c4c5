package io.nodecore.control.outbox;

import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.outbox.OutboxBacklog;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Checks the outbox at a fixed interval, on its own thread: if Postgres does not answer, only this thread blocks.
 *
 * <p>The age of the oldest row is the time since this monitor first saw it as the oldest one, so its error is at most one interval, and it
 * restarts with the process.
 */
public final class OutboxMonitor implements SmartLifecycle {

    private static final Duration BACK_OFF = Duration.ofSeconds(1);

    private record Sample(OutboxBacklog backlog, long oldestSinceNanos) {}

    private final Supplier<OutboxBacklog> outbox;
    private final OutboxMonitorSettings settings;
    private final WorkLoop loop;
    private volatile Sample latest = new Sample(new OutboxBacklog(0, 0), System.nanoTime());

    OutboxMonitor(Supplier<OutboxBacklog> outbox, OutboxMonitorSettings settings) {
        this.outbox = outbox;
        this.settings = settings;
        this.loop = new WorkLoop(
                "outbox-monitor", Pace.USUAL.withBackOff(BACK_OFF).withStuckAfter(settings.stuckAfter()), this::watch);
    }

    /** Records of committed decisions that are not yet known to be published, at the latest check. */
    public long rows() {
        return latest.backlog().rows();
    }

    /** Zero while the outbox is empty. */
    public Duration oldestAge() {
        Sample sample = latest;
        return sample.backlog().rows() == 0
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - sample.oldestSinceNanos());
    }

    /** The reason why decisions are not published, or null if they are. */
    @Nullable
    String trouble() {
        String ofLoop = loop.trouble();
        if (ofLoop != null) {
            return "the outbox can't be read: " + ofLoop;
        }
        Duration age = oldestAge();
        return age.compareTo(settings.stuckAfter()) > 0
                ? rows() + " records are not published, the oldest for " + age.toSeconds() + " s"
                : null;
    }

    private void watch() {
        do {
            OutboxBacklog backlog = outbox.get();
            Sample before = latest;
            boolean isSameOldest = before.backlog().oldestId() == backlog.oldestId();
            latest = new Sample(backlog, isSameOldest ? before.oldestSinceNanos() : System.nanoTime());
            loop.progressed();
        } while (loop.pause(settings.interval()));
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
