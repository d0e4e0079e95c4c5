package io.nodecore.presence.events.time;

/**
 * How far one partition of node.online-users has been read, as a time: no report before it is expected from the partition. Three things
 * advance this time:
 *
 * <ul>
 *   <li>a report that was read, minus the allowed disorder;
 *   <li>an end offset that shows that the whole partition has been read, while its reports are recent: then only reports that are between a
 *       gateway's clock and the log are missing;
 *   <li>the same end offset, if the partition has had no new record for a while.
 * </ul>
 *
 * <p>If a partition has been read to its end and its newest report is old, the time does not advance: a process may be appending old
 * reports one after another. A partition that makes no progress before its end does not advance the time.
 */
public final class PartitionTime {

    private final TimeSettings settings;

    private long position;
    private long newestMs;
    /** Wall clock. */
    private long lastReadAtMs;

    private long readUpToMs;

    /** @param nowMs wall clock when the partition was assigned to this task */
    public PartitionTime(TimeSettings settings, long nowMs) {
        this.settings = settings;
        this.lastReadAtMs = nowMs;
    }

    /**
     * The event time of a report and of its users' events: {@code received-at}, unless the gateway's clock is so far ahead that its users
     * would stay online long after they went offline.
     */
    public static long timeOf(TimeSettings settings, long receivedAtMs, long appendedAtMs) {
        return Math.min(receivedAtMs, appendedAtMs + settings.aheadAtMost().toMillis());
    }

    /**
     * A report was read. A report does not advance the time beyond the broker's clock: otherwise one gateway whose clock is ahead would
     * make the reports of all others late.
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
