package io.nodecore.control.decision;

import io.nodecore.control.fact.ControlFact;
import java.util.List;

/**
 * What a rule decided. Nothing has changed yet: only applying the facts changes something.
 *
 * @param answer for whoever gave the command
 * @param facts in the order in which they happened; none where everything is already as commanded
 */
public record Decision<A>(A answer, List<ControlFact> facts) {

    public Decision {
        facts = List.copyOf(facts);
    }

    public static <A> Decision<A> of(A answer, ControlFact... facts) {
        return new Decision<>(answer, List.of(facts));
    }

    public <B> Decision<B> answering(B other) {
        return new Decision<>(other, facts);
    }
}
