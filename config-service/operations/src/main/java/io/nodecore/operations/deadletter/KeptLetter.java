package io.nodecore.operations.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A letter and what became of it.
 *
 * @param redrivenAt when an admin decided that it is appended again, or null
 * @param isLost whether there was nothing to append then
 */
record KeptLetter(Letter letter, @Nullable Instant redrivenAt, boolean isLost) {

    LetterFilter.State state() {
        if (isLost) {
            return LetterFilter.State.LOST;
        }
        return redrivenAt == null ? LetterFilter.State.WAITING : LetterFilter.State.REDRIVEN;
    }
}
