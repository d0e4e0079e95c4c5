package io.nodecore.operations.deadletter;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;

/** The topics that have dead letters, each with a number for ever: it is part of the ids of its dead letters. */
final class DeadLetterTopics {

    /** The first has the number 1. To be added to at its end only. */
    private static final List<Topic> NUMBERED = List.of(
            Topics.HEARTBEATS,
            Topics.USAGE,
            Topics.OUTBOUND_USAGE,
            Topics.SESSION_EVENTS,
            Topics.ONLINE_USERS,
            Topics.STATS,
            Topics.ERRORS,
            Topics.CONFIG_APPLIED,
            Topics.LIFECYCLE,
            Topics.USER_EVENTS,
            Topics.NODE_EVENTS,
            Topics.SUBSCRIPTION_EVENTS,
            Topics.USAGE_CORRECTED);

    /** Where the dead letters are. */
    static final List<Topic> LETTERS =
            NUMBERED.stream().map(topic -> topic.deadLetters().orElseThrow()).toList();

    private DeadLetterTopics() {}

    /** @param dead letters a topic of dead letters */
    static int number(String deadLetters) {
        for (int i = 0; i < LETTERS.size(); i++) {
            if (LETTERS.get(i).name().equals(deadLetters)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(deadLetters + " is no topic of dead letters");
    }

    static boolean has(int number) {
        return number >= 1 && number <= NUMBERED.size();
    }

    /** The topic of dead letters with this number. */
    static String deadLetters(int number) {
        return LETTERS.get(number - 1).name();
    }

    /** The topic whose dead letters are in this one. */
    static String origin(String deadLetters) {
        return NUMBERED.get(number(deadLetters) - 1).name();
    }
}
