package io.nodecore.operations.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter and its state.
 *
 * @param redrivenAt when an admin decided to redrive it, or null
 * @param isLost whether its record was deleted from Kafka before it was appended
 */
public record TrackedDeadLetter(
        StoredDeadLetter deadLetter, @Nullable Instant redrivenAt, boolean isLost) {

    public DeadLetterFilter.State state() {
        if (isLost) {
            return DeadLetterFilter.State.LOST;
        }
        return redrivenAt == null ? DeadLetterFilter.State.WAITING : DeadLetterFilter.State.REDRIVEN;
    }
}
