package io.nodecore.operations.deadletter;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.Comparator;
import java.util.List;

/** The topics of facts that can become dead letters, with the numbers that the catalogue assigns for the ids of dead letters. */
final class DeadLetterTopics {

    /** The first has the number 1, and there are no gaps. */
    private static final List<Topic<?>> NUMBERED = Topics.ALL.stream()
            .filter(topic -> topic.deadLetterNumber() > 0)
            .sorted(Comparator.comparingInt(Topic::deadLetterNumber))
            .toList();

    /** The names of the dead-letter topics. */
    static final List<Topic<?>> DEAD_LETTERS = NUMBERED.stream()
            .<Topic<?>>map(topic -> topic.deadLetters().orElseThrow())
            .toList();

    private DeadLetterTopics() {}

    /** @param deadLetters a topic of dead letters */
    static int number(String deadLetters) {
        for (int i = 0; i < DEAD_LETTERS.size(); i++) {
            if (DEAD_LETTERS.get(i).name().equals(deadLetters)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(deadLetters + " is not a topic of dead letters");
    }

    static boolean has(int number) {
        return number >= 1 && number <= NUMBERED.size();
    }

    /** The dead-letter topic with this number. */
    static String deadLetters(int number) {
        return DEAD_LETTERS.get(number - 1).name();
    }

    /** The topic whose dead letters are in this topic. */
    static String origin(String deadLetters) {
        return NUMBERED.get(number(deadLetters) - 1).name();
    }
}
