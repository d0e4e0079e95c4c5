package io.nodecore.presence.projection;

import java.util.ArrayList;
import java.util.List;

/**
 * Facts that are decoded, folded and written together. Its size is measured by the commands that its facts write, not by their number: one
 * fact may write one key, another a hundred thousand.
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

    /** Returns its facts; the batch is empty afterwards. */
    List<ReceivedFact<F>> take() {
        List<ReceivedFact<F>> taken = facts;
        facts = new ArrayList<>();
        weight = 0;
        return taken;
    }
}
