package io.nodecore.replay;

import io.nodecore.replay.order.ReplayOrder;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A replay that fills no tables: it publishes events again, to a topic that the operator names. */
public interface Reemission {

    /** Receives the progress. */
    @FunctionalInterface
    interface Told {
        void told(long applied, long total);
    }

    /** What operators call it. */
    String name();

    /** Why this can't be done, as text for operators; empty if it can. */
    Optional<String> refusal(ReplayOrder order);

    /**
     * Publishes all events from the beginning; events published before an interruption are published again with the same ids.
     *
     * @param isActive asked now and then; false ends it
     */
    void run(ReplayOrder order, BooleanSupplier isActive, Told told);
}
