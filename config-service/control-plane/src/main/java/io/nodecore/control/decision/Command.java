package io.nodecore.control.decision;

import java.time.Instant;

/**
 * An intention that may be refused by an exception. A command reads tables and applies its rules; it changes nothing.
 *
 * @param <F> the facts that it decides
 * @param <A> its answer
 */
@FunctionalInterface
public interface Command<F, A> {

    /** @param now the time of the decision, in whole milliseconds */
    Decision<F, A> decide(Instant now);
}
