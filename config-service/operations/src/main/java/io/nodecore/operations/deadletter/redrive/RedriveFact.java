package io.nodecore.operations.deadletter.redrive;

import io.nodecore.control.decision.Changed;
import java.time.Instant;
import java.util.Optional;

/**
 * A decision that a dead letter is appended to its topic again. Its latest state is in {@code control.redrives}.
 *
 * @param deadLetterId the dead letter
 * @param decidedAt when it was decided
 * @param state its outcome so far
 */
public record RedriveFact(long deadLetterId, Instant decidedAt, State state) {

    /** The outcome of a decision so far. */
    enum State {
        /** It will be appended. */
        DECIDED,
        /** It was appended to its topic. */
        APPENDED,
        /** Its record was deleted from Kafka: there is nothing to append. */
        LOST
    }

    public Optional<Changed> changed() {
        return state == State.DECIDED
                ? Optional.of(Changed.of("dead-letter.redriven", deadLetterId))
                : Optional.empty();
    }
}
