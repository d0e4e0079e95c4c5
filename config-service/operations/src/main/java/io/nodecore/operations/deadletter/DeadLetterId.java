package io.nodecore.operations.deadletter;

import java.util.Optional;

/**
 * The number of a dead letter: its position in its topic, so that it is the same whenever the topics are read again. {@code 1702000} is
 * offset 17 of partition 0 of topic number 2, {@code node.usage.dlq}.
 */
public final class DeadLetterId {

    private static final long PARTITIONS = 1_000;
    private static final long TOPICS = 100;

    private DeadLetterId() {}

    public static long of(RecordPosition deadLetter) {
        if (deadLetter.partition() >= PARTITIONS) {
            throw new IllegalArgumentException(
                    "a topic of dead letters has 1000 partitions at most, got " + deadLetter);
        }
        return (deadLetter.offset() * TOPICS + DeadLetterTopics.number(deadLetter.topic())) * PARTITIONS
                + deadLetter.partition();
    }

    /** Empty if no dead letter can have this number. */
    public static Optional<RecordPosition> place(long id) {
        int topic = (int) (id / PARTITIONS % TOPICS);
        return id < 0 || !DeadLetterTopics.has(topic)
                ? Optional.empty()
                : Optional.of(new RecordPosition(
                        DeadLetterTopics.deadLetters(topic), (int) (id % PARTITIONS), id / PARTITIONS / TOPICS));
    }
}
