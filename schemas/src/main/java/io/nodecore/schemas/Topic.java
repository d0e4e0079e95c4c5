package io.nodecore.schemas;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One topic of the catalogue: where a fact is stored, for how long, and how its records are read.
 *
 * @param name the topic's name in Kafka
 * @param partitions how many partitions it is created with, 1 or more; an existing topic may have more
 * @param keep how long its records stay
 * @param kind what its records are
 * @param key what the key of a record names
 * @param values how the value of a record is read
 * @param deadLetterNumber the number of the topic in the ids of its dead letters, which have no time limit; 0 if it has none
 * @param <V> the value of a record
 */
public record Topic<V>(
        String name, int partitions, Keep keep, Kind kind, Key key, Values<V> values, int deadLetterNumber) {

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

    /** What the records of a topic are. */
    public enum Kind {
        /** A node reported it, or config-service decided it. */
        FACT,
        /** The latest state of something in the control plane. */
        CONTROL,
        /** The answer of a service outside, kept so that it is asked once. */
        LOOKED_UP,
        /** A CloudEvent for downstream consumers. */
        EVENT,
        /** Records that could not be applied. */
        DEAD_LETTER,
        /** Not in the catalogue. */
        OTHER
    }

    /** What the key of a record names; ids are decimal text. */
    public enum Key {
        NODE_ID,
        USER_ID,
        SUBSCRIPTION_ID,
        LINK_UUID,
        /** Lower-case hex SHA-256 of an auth key. */
        AUTH_KEY_HASH,
        /** Lower-case hex SHA-256 of a registration code. */
        CODE_HASH,
        /** Lower-case hex SHA-256 of a token of the admin API. */
        TOKEN_HASH,
        /** An IP address as normalised text. */
        ADDRESS,
        REPLAY_ID,
        DEAD_LETTER_ID,
        /** Used once each, so that compaction removes none. */
        CHANGE_ID,
        /** Any bytes, or none. */
        OTHER
    }

    public Topic {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a topic needs a name, got '" + name + "'");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("topic " + name + " needs 1 partition or more, got " + partitions);
        }
        if (deadLetterNumber < 0) {
            throw new IllegalArgumentException(
                    "the dead-letter number of topic " + name + " must be 0 or more, got " + deadLetterNumber);
        }
    }

    /** A topic that is not in the catalogue. */
    public static Topic<byte[]> of(String name, int partitions, Keep keep) {
        return new Topic<>(name, partitions, keep, Kind.OTHER, Key.OTHER, new Values.Bytes(), 0);
    }

    /** @throws InvalidProtocolBufferException if the bytes are not a value of this topic */
    public V parse(byte[] value) throws InvalidProtocolBufferException {
        return values.parse(value);
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

    /** The topic for records of this topic that can't be applied; compacted topics have none. */
    public Optional<Topic<byte[]>> deadLetters() {
        return keep instanceof Keep.LatestOfKey
                ? Optional.empty()
                : Optional.of(new Topic<>(
                        name + ".dlq", 1, new Keep.ForEver(), Kind.DEAD_LETTER, key, new Values.Bytes(), 0));
    }
}
