package io.nodecore.control.decision;

import io.nodecore.control.fact.ControlFact;
import java.time.Instant;
import java.util.List;

/** Turns facts into rows: the only code that changes the control plane's tables. */
@FunctionalInterface
public interface FactTables {

    void apply(ControlFact fact, Instant decidedAt);

    /** Those of one decision, in their order. Many of a kind may be applied by one statement. */
    default void apply(List<? extends ControlFact> facts, Instant decidedAt) {
        facts.forEach(fact -> apply(fact, decidedAt));
    }
}
