package io.nodecore.operations.deadletter;

import io.nodecore.admin.failure.Violations;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A filter of dead letters; null matches any.
 *
 * @param topic of the facts
 * @param projection that refused them
 * @param from kept at this time or later
 * @param to kept before this time
 */
public record DeadLetterFilter(
        @Nullable String topic,
        @Nullable String projection,
        @Nullable Long nodeId,
        @Nullable State state,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** The state of a dead letter. */
    public enum State {
        WAITING,
        /** It is appended to its topic again, or will be. */
        REDRIVEN,
        /** It was to be redriven, but its record had been deleted. */
        LOST;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State parse(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return state;
                }
            }
            throw Violations.refuse("state", "must be waiting, redriven or lost, got '" + word + "'");
        }
    }

    public DeadLetterFilter {
        if ((topic != null && topic.indexOf('\0') >= 0) || (projection != null && projection.indexOf('\0') >= 0)) {
            throw Violations.refuse("", "must not contain the character U+0000");
        }
    }

    DeadLetterFilter waiting() {
        return new DeadLetterFilter(topic, projection, nodeId, State.WAITING, from, to);
    }
}
