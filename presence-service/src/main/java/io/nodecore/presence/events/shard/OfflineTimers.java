package io.nodecore.presence.events.shard;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One timer for each online user, ordered by time: the time at which the user may have gone offline. A report does not move the timer; when
 * a timer fires too early, it is set again. So a user costs one write in 20 s, not one write for each report.
 *
 * <p>Key: time and user id, both big-endian. The value has no meaning.
 */
public final class OfflineTimers {

    private static final byte[] SET = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    /** No timer is set before this time. A scan starts here and skips deleted entries; if nothing is due, the store is not read. */
    private long earliestMs;

    public OfflineTimers(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** A timer that has fired. */
    public record Alarm(long atMs, long userId) {}

    public void set(long atMs, long userId) {
        earliestMs = Math.min(earliestMs, atMs);
        store.put(key(atMs, userId), SET);
    }

    /** Removes the timers up to and including this time and returns them, the earliest first, up to the limit. */
    public List<Alarm> takeUntil(long timeMs, int limit) {
        if (timeMs < earliestMs) {
            return List.of();
        }
        List<Alarm> rung = new ArrayList<>();
        long nextMs = Long.MAX_VALUE;
        try (KeyValueIterator<Bytes, byte[]> all = store.range(key(earliestMs, 0), null)) {
            while (all.hasNext()) {
                ByteBuffer key = ByteBuffer.wrap(all.next().key.get());
                Alarm alarm = new Alarm(key.getLong(), key.getLong());
                if (alarm.atMs() > timeMs || rung.size() >= limit) {
                    nextMs = alarm.atMs();
                    break;
                }
                rung.add(alarm);
            }
        }
        rung.forEach(alarm -> store.delete(key(alarm.atMs(), alarm.userId())));
        earliestMs = nextMs;
        return rung;
    }

    private static Bytes key(long timeMs, long userId) {
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(timeMs)
                .putLong(userId)
                .array());
    }
}
