package io.nodecore.control.letters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A letter and what became of it.
 *
 * @param redrivenAt when an admin decided that it is appended again, or null
 */
record KeptLetter(Letter letter, @Nullable Instant redrivenAt) {

    LetterFilter.State state() {
        return redrivenAt == null ? LetterFilter.State.WAITING : LetterFilter.State.REDRIVEN;
    }
}
