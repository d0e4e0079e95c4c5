package io.nodecore.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One topic of the catalogue.
 *
 * @param name the topic's name in Kafka
 * @param partitions how many partitions it is created with, 1 or more; an existing topic may have more
 * @param keep how long its records stay
 */
public record Topic(String name, int partitions, Keep keep) {

    /** What a record of facts may need beyond its value: key, headers, the batch around it. */
    public static final int FACT_OVERHEAD_BYTES = 64 * 1024;

    /** The largest value of a fact, which is the largest report that the node edge takes. */
    public static final int LARGEST_FACT_BYTES = 4 * 1024 * 1024;

    private static final String MAX_MESSAGE_BYTES = Integer.toString(LARGEST_FACT_BYTES + FACT_OVERHEAD_BYTES);

    /** How long the records of a topic stay. */
    public sealed interface Keep {

        /** Records are facts: they stay until an operator removes them. */
        record ForEver() implements Keep {}

        /** Records older than this, counted from their append, may be removed. */
        record AtLeast(Duration period) implements Keep {}

        /** Only the latest record of a key has to stay. */
        record LatestOfKey() implements Keep {}
    }

    public Topic {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a topic needs a name, got '" + name + "'");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("topic " + name + " needs 1 partition or more, got " + partitions);
        }
    }

    /**
     * The Kafka settings that keep the promise of {@link #keep()}. Time stamps are the broker's: with a time stamp taken from the
     * report, late reports would be removed by retention minutes after they were accepted.
     */
    public Map<String, String> config() {
        return switch (keep) {
            case Keep.ForEver() ->
                Map.of(
                        "cleanup.policy", "delete",
                        "max.message.bytes", MAX_MESSAGE_BYTES,
                        "message.timestamp.type", "LogAppendTime",
                        "retention.ms", "-1",
                        "retention.bytes", "-1");
            case Keep.AtLeast(Duration period) ->
                Map.of(
                        "cleanup.policy", "delete",
                        "max.message.bytes", MAX_MESSAGE_BYTES,
                        "message.timestamp.type", "LogAppendTime",
                        "retention.ms", Long.toString(period.toMillis()),
                        "retention.bytes", "-1");
            case Keep.LatestOfKey() -> Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime");
        };
    }

    /** Where records of this topic go that can't be applied; control topics have none. */
    public Optional<Topic> deadLetters() {
        return keep instanceof Keep.LatestOfKey
                ? Optional.empty()
                : Optional.of(new Topic(name + ".dlq", 1, new Keep.ForEver()));
    }
}
