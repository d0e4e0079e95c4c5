package io.nodecore.presence.nodestats;

import io.nodecore.presence.projection.ReceivedFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report ids that counted, by node, for {@link #KEPT} after they were received: a repeat does not count. Only ids that a node gave are
 * kept, and only the newest ones of each node.
 */
final class CountedReports {

    /** As long as the period that is read again, so that the same repeats are recognised. */
    static final Duration KEPT = NodeStatsProjection.HORIZON;

    /** For one node; with a report every 2 s there are 300. */
    static final int MOST_NAMES = 1_000;

    private final Map<Long, LinkedHashMap<String, Long>> receivedAtMsByName = new HashMap<>();

    /** The reports that count, in their order. */
    <F> List<ReceivedFact<F>> withoutRepeats(List<ReceivedFact<F>> facts) {
        List<ReceivedFact<F>> counting = new ArrayList<>(facts.size());
        for (ReceivedFact<F> received : facts) {
            if (!received.headers().isNamed() || isFirst(received)) {
                counting.add(received);
            }
        }
        return counting;
    }

    /** Called at intervals. */
    void dropExpired(long nowMs) {
        receivedAtMsByName.values().removeIf(names -> {
            // Oldest first, except for small differences between the clocks of gateways.
            while (!names.isEmpty() && names.firstEntry().getValue() < nowMs - KEPT.toMillis()) {
                names.pollFirstEntry();
            }
            return names.isEmpty();
        });
    }

    void clear() {
        receivedAtMsByName.clear();
    }

    private boolean isFirst(ReceivedFact<?> received) {
        LinkedHashMap<String, Long> names =
                receivedAtMsByName.computeIfAbsent(received.headers().nodeId(), id -> new LinkedHashMap<>());
        Long before = names.get(received.headers().reportId());
        if (before != null && received.receivedAtMs() - before <= KEPT.toMillis()) {
            return false;
        }
        names.put(received.headers().reportId(), received.receivedAtMs());
        if (names.size() > MOST_NAMES) {
            names.pollFirstEntry();
        }
        return true;
    }
}
