package io.nodecore.control.decision;

import java.util.List;

/**
 * The outcome of a rule. Nothing has changed yet: only applying the facts makes a change.
 *
 * @param answer for the caller of the command
 * @param facts in the order in which they happened; empty if the state already is as commanded
 */
public record Decision<F, A>(A answer, List<F> facts) {

    public Decision {
        facts = List.copyOf(facts);
    }

    @SafeVarargs
    public static <F, A> Decision<F, A> of(A answer, F... facts) {
        return new Decision<>(answer, List.of(facts));
    }

    public <B> Decision<F, B> answering(B other) {
        return new Decision<>(other, facts);
    }
}
