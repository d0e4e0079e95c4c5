package io.nodecore.control.decision;

import java.time.Instant;
import java.util.List;

/** Applies facts to tables; no other code changes them. */
@FunctionalInterface
public interface FactTables<F> {

    /**
     * Applies the facts of one decision in their order. One statement may apply many facts of the same type.
     *
     * @param decidedAt in whole milliseconds
     */
    void apply(List<? extends F> facts, Instant decidedAt);
}
