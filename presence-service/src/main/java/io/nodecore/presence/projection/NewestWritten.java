package io.nodecore.presence.projection;

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

    /**
     * Says whether the time is newer than what the key has, and remembers it then: as now, if a clock that is ahead has given it. Else
     * nothing of the others would be newer until now has come up with that clock, and the key would expire meanwhile.
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
