package io.nodecore.control.journal;

import io.nodecore.control.facts.ControlFact;
import java.time.Instant;

/** Turns facts into rows: the only code that changes the control plane's tables. */
@FunctionalInterface
public interface FactTables {

    void apply(ControlFact fact, Instant decidedAt);
}
