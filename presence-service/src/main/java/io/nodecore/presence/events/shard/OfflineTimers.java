package io.nodecore.presence.events.shard;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One alarm for each online user, in the order of time: when to look whether the user has fallen silent. An alarm is not moved with
 * every report; it is set anew when it rings too early. So it costs one write in 20 s per user, not one per report.
 *
 * <p>Key: time and user id, both big-endian; no value worth reading.
 */
public final class OfflineTimers {

    private static final byte[] SET = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    /** No alarm stands before this time; keeps the scan off what was removed, and off the store where nothing is due. */
    private long earliestMs;

    public OfflineTimers(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** An alarm that has rung. */
    public record Alarm(long atMs, long userId) {}

    public void set(long atMs, long userId) {
        earliestMs = Math.min(earliestMs, atMs);
        store.put(key(atMs, userId), SET);
    }

    /** Takes the alarms up to and including this time out, the earliest first, but no more than the limit. */
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
