package io.nodecore.presence.nodestats;

import io.nodecore.presence.projection.ReceivedFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of the reports that counted, of each node, for {@link #KEPT} after they were received: a repeat counts nothing. Only names
 * that a node gave are kept, and of each node the newest ones.
 */
final class CountedReports {

    /** As far as reading goes back: so reading again knows the same repeats. */
    static final Duration KEPT = NodeStatsProjection.HORIZON;

    /** Of one node; at a report every 2 s there are 300. */
    static final int MOST_NAMES = 1_000;

    private final Map<Long, LinkedHashMap<String, Long>> receivedAtMsByName = new HashMap<>();

    /** Those that count, in their order. */
    <F> List<ReceivedFact<F>> withoutRepeats(List<ReceivedFact<F>> facts) {
        List<ReceivedFact<F>> counting = new ArrayList<>(facts.size());
        for (ReceivedFact<F> received : facts) {
            if (!received.headers().isNamed() || isFirst(received)) {
                counting.add(received);
            }
        }
        return counting;
    }

    /** Called from time to time. */
    void dropExpired(long nowMs) {
        receivedAtMsByName.values().removeIf(names -> {
            // Oldest first, but for a little disorder of gateways' clocks.
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
