package io.nodecore.replay;

import io.nodecore.replay.order.ReplayOrder;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A replay that leads to no tables: told again on purpose, to a place that the operator names. */
public interface Reemission {

    /** Is told how far it is. */
    @FunctionalInterface
    interface Told {
        void told(long applied, long total);
    }

    /** What operators call it. */
    String name();

    /** Why this can't be done, for people; empty where it can. */
    Optional<String> refusal(ReplayOrder order);

    /**
     * Tells all of it, from the beginning; what was told before an interruption is told again under the same ids.
     *
     * @param isActive asked now and then; false ends it
     */
    void run(ReplayOrder order, BooleanSupplier isActive, Told told);
}
