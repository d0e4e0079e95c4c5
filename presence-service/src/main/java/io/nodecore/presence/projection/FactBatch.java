package io.nodecore.presence.projection;

import java.util.ArrayList;
import java.util.List;

/**
 * Facts that are decoded, folded and written together. It is full by what its facts write, not by their number: one may write one key,
 * another a hundred thousand.
 */
final class FactBatch<F> {

    static final long FULL = 20_000;

    private final RedisProjection<F> view;
    private List<ReceivedFact<F>> facts = new ArrayList<>();
    private long weight;

    FactBatch(RedisProjection<F> view) {
        this.view = view;
    }

    void add(ReceivedFact<F> received) {
        facts.add(received);
        weight += view.weight(received.fact());
    }

    boolean isFull() {
        return weight >= FULL;
    }

    /** Its facts; it is empty afterwards. */
    List<ReceivedFact<F>> take() {
        List<ReceivedFact<F>> taken = facts;
        facts = new ArrayList<>();
        weight = 0;
        return taken;
    }
}
