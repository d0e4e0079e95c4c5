package io.nodecore.control.fact;

import java.time.Instant;

/**
 * A decision that a dead letter is appended to its topic again. Its latest state stands in {@code control.redrives}.
 *
 * @param letterId the dead letter
 * @param decidedAt when it was decided
 * @param state what became of it
 */
public record RedriveFact(long deadLetterId, Instant decidedAt, State state) implements ControlFact {

    /** What became of a decision. */
    public enum State {
        /** It is to be appended. */
        DECIDED,
        /** Its topic has it. */
        APPENDED,
        /** Its record was nowhere any more: there is nothing to append, for ever. */
        LOST
    }
}
