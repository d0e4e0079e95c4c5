package io.nodecore.presence.events.time;

/**
 * How far one partition of node.online-users has been read: up to which time no more reports are expected from it. Three things move
 * that time on:
 *
 * <ul>
 *   <li>a report that was read, less the disorder that is allowed;
 *   <li>a look at the end of the partition that finds all of it read, while its reports are of the present: then nothing is missing
 *       but what is on the way between a gateway's clock and the log;
 *   <li>the same look, when the partition has brought nothing for a while.
 * </ul>
 *
 * <p>A partition that is read to its end, but whose newest report is old, is waited for: someone may be writing history, one report
 * after the other. A partition that stands still before its end moves nothing.
 */
public final class PartitionTime {

    private final TimeSettings settings;

    private long position;
    private long newestMs;
    /** Wall clock. */
    private long lastReadAtMs;

    private long readUpToMs;

    /** @param nowMs wall clock when the partition came to this task */
    public PartitionTime(TimeSettings settings, long nowMs) {
        this.settings = settings;
        this.lastReadAtMs = nowMs;
    }

    /**
     * The time of a report, and of what is said about its users: {@code received-at}, unless a gateway's clock is so far ahead that its
     * users would stay online long after they went.
     */
    public static long timeOf(TimeSettings settings, long receivedAtMs, long appendedAtMs) {
        return Math.min(receivedAtMs, appendedAtMs + settings.aheadAtMost().toMillis());
    }

    /**
     * A report was read. No report moves the time beyond the broker's clock: one gateway that is ahead must not make the reports of all
     * others late.
     *
     * @param nowMs wall clock
     */
    public void read(long offset, long receivedAtMs, long appendedAtMs, long nowMs) {
        position = offset + 1;
        lastReadAtMs = nowMs;
        newestMs = Math.max(newestMs, Math.min(receivedAtMs, appendedAtMs));
        moveTo(newestMs - settings.disorder().toMillis());
    }

    public void look(PartitionEnd end) {
        if (!end.isReachedFrom(position)) {
            return;
        }
        boolean live =
                Math.abs(end.lookedAtMs() - newestMs) <= settings.liveWithin().toMillis();
        boolean silent = end.lookedAtMs() - lastReadAtMs >= settings.idleAfter().toMillis();
        if (live || silent) {
            moveTo(end.lookedAtMs() - settings.appendWithin().toMillis());
        }
    }

    /** Unix ms; no report before this time is expected. */
    public long readUpToMs() {
        return readUpToMs;
    }

    private void moveTo(long timeMs) {
        readUpToMs = Math.max(readUpToMs, timeMs);
    }
}
