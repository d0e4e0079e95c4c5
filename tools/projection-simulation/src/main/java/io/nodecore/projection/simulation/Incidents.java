package io.nodecore.projection.simulation;

import java.util.Map;
import java.util.TreeMap;

/** How often what went wrong in simulations: a kind that never happens is not tested. */
public final class Incidents {

    private final Map<String, Integer> byKind = new TreeMap<>();

    /** @param kind in words */
    public void count(String kind) {
        byKind.merge(kind, 1, Integer::sum);
    }

    /** Kinds in words, and how often they happened. */
    public Map<String, Integer> byKind() {
        return Map.copyOf(byKind);
    }
}
