package io.nodecore.control.decision;

import java.time.Instant;
import java.util.List;

/** Applies facts to tables: the only code that changes them. */
@FunctionalInterface
public interface FactTables<F> {

    /**
     * Applies the facts of one decision in their order. Many facts of a kind may be applied by one statement.
     *
     * @param decidedAt in whole milliseconds
     */
    void apply(List<? extends F> facts, Instant decidedAt);
}
