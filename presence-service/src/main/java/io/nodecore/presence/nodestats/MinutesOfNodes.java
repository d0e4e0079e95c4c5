package io.nodecore.presence.nodestats;

import io.nodecore.presence.projection.ReceivedFact;
import io.nodecore.schemas.facts.NodeStatsReported;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The minutes of each node that may still receive reports. Each report counts once between two calls of {@link #clear}; {@code clear} is
 * called before the topic is read again.
 *
 * <p>A minute is removed when its node has reported for {@code REACH} beyond it. A later report starts the minute again with fewer reports,
 * so the point in Redis does not change.
 */
final class MinutesOfNodes {

    private static final long REACH_MS = Duration.ofMinutes(3).toMillis();

    private final Map<Long, NavigableMap<Long, MinuteStats>> nodes = new HashMap<>();

    /** A minute that has changed. */
    record Changed(long nodeId, MinuteStats minute) {}

    Set<Changed> add(List<ReceivedFact<NodeStatsReported>> facts) {
        Set<Changed> changed = new HashSet<>();
        for (ReceivedFact<NodeStatsReported> received : facts) {
            long nodeId = received.headers().nodeId();
            MinuteStats minute = nodes.computeIfAbsent(nodeId, id -> new TreeMap<>())
                    .computeIfAbsent(HistoryTrack.MINUTES.slotOf(received.receivedAtMs()), MinuteStats::new);
            minute.add(received.fact());
            changed.add(new Changed(nodeId, minute));
        }
        return changed;
    }

    /** Called after the changed minutes were taken. */
    void dropExpired(long nowMs) {
        nodes.values().removeIf(minutes -> {
            // A clock that is ahead does not end the minutes of other nodes.
            minutes.headMap(Math.min(minutes.lastKey(), nowMs) - REACH_MS, false)
                    .clear();
            return minutes.lastKey() < nowMs - HistoryTrack.FINE.keepMs() - REACH_MS;
        });
    }

    void clear() {
        nodes.clear();
    }
}
