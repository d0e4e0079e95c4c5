package io.nodecore.control.decision;

import java.time.Instant;

/** An intention that may be refused by an exception. It reads tables and asks its rules; it changes nothing. */
@FunctionalInterface
public interface Command<A> {

    /** @param now the time of the decision, in whole milliseconds */
    Decision<A> decide(Instant now);
}
