package io.nodecore.control.decision;

import java.time.Instant;
import java.util.List;

/** Facts that follow from facts that have just been applied, such as the new revisions of the affected nodes. */
@FunctionalInterface
public interface Consequences<F> {

    /** @param cause why the facts were decided, in a few words */
    List<? extends F> of(List<F> facts, String cause, Instant now);

    static <F> Consequences<F> none() {
        return (facts, cause, now) -> List.of();
    }
}
