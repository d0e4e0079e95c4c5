package io.nodecore.presence.recent;

import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * The newest time written of each live key, so that an older report does not move a key back: gateways append in no exact order,
 * and a user may be on two nodes, whose partitions are read at their own pace. Bounded; the oldest writes are forgotten first.
 *
 * <p>Where two processes own the two partitions, neither knows of the other's write. Then a key may go back by the difference of their
 * lags until the next report, which is one reporting interval away.
 */
public final class NewestWritten<K> {

    private final int limit;
    private final LinkedHashMap<K, Long> times = new LinkedHashMap<>();

    public NewestWritten(int limit) {
        this.limit = limit;
    }

    /** Remembers the time if it is newer than what the key has, and says whether it was. */
    public boolean accept(K key, long timeMs) {
        Long known = times.get(key);
        if (known != null && known >= timeMs) {
            return false;
        }
        times.putLast(key, timeMs);
        if (times.size() > limit) {
            removeEldest();
        }
        return true;
    }

    /** Drops keys that have expired in Redis since, in the order of their writes. */
    public void dropUntil(long timeMs) {
        Iterator<Long> eldest = times.values().iterator();
        while (eldest.hasNext() && eldest.next() <= timeMs) {
            eldest.remove();
        }
    }

    public void clear() {
        times.clear();
    }

    public int size() {
        return times.size();
    }

    private void removeEldest() {
        Iterator<K> eldest = times.keySet().iterator();
        eldest.next();
        eldest.remove();
    }
}
