package io.nodecore.presence.projection;

import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * The newest time written for each live key, so that an older report does not move a key back: gateways do not append in an exact order,
 * and a user may be on two nodes, whose partitions are read at different speeds. Bounded; the oldest writes are removed first.
 *
 * <p>If two processes own the two partitions, neither knows the other's writes. A key may then go back by the difference of their lags
 * until the next report, which follows within one reporting interval.
 */
public final class NewestWritten<K> {

    private final int limit;
    private final LinkedHashMap<K, Long> times = new LinkedHashMap<>();

    public NewestWritten(int limit) {
        this.limit = limit;
    }

    /**
     * Returns whether the time is newer than that of the key, and if so stores it. A time from a clock that is ahead is stored as now:
     * otherwise no report of another gateway would be newer until its clock reaches that time, and the key would expire meanwhile.
     */
    public boolean accept(K key, long timeMs, long nowMs) {
        Long known = times.get(key);
        if (known != null && known >= timeMs) {
            return false;
        }
        times.putLast(key, Math.min(timeMs, nowMs));
        if (times.size() > limit) {
            removeEldest();
        }
        return true;
    }

    /** Removes keys that have expired in Redis since, in the order of their writes. */
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
