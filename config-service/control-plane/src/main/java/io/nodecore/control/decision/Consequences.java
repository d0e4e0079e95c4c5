package io.nodecore.control.decision;

import io.nodecore.control.fact.ControlFact;
import java.time.Instant;
import java.util.List;

/** What follows from facts that have just been applied: the new revisions of the nodes that they touch. */
@FunctionalInterface
public interface Consequences {

    List<? extends ControlFact> of(List<ControlFact> facts, String cause, Instant now);
}
