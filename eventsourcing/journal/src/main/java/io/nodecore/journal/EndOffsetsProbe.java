package io.nodecore.journal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Asks Kafka at an interval where the partitions of topics end. An answer proves that Kafka can be reached; an empty poll proves nothing,
 * because a poll is empty at the end of a topic and also while Kafka is away.
 *
 * <p>Used on the thread of the consumer.
 */
public final class EndOffsetsProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final List<String> topics;
    private final Duration interval;
    private long askedNanos;

    private EndOffsetsProbe(Collection<String> topics, Duration interval) {
        this.topics = List.copyOf(topics);
        this.interval = interval;
        this.askedNanos = System.nanoTime() - interval.toNanos();
    }

    /** @param stuckAfter the time without an answer after which readiness turns red; at least four questions are asked in it */
    public static EndOffsetsProbe of(Collection<String> topics, Duration stuckAfter) {
        Duration quarter = stuckAfter.dividedBy(4);
        return new EndOffsetsProbe(topics, quarter.compareTo(INTERVAL) < 0 ? quarter : INTERVAL);
    }

    /** True if the interval has passed since the last question. */
    public boolean isDue() {
        return System.nanoTime() - askedNanos >= interval.toNanos();
    }

    /**
     * The ends of the consumer's partitions; of all partitions of the topics if it has none, so that it notices too if Kafka is away.
     *
     * @return empty if Kafka does not answer within 2 s, or if the consumer has neither partitions nor a place in its group
     */
    public Optional<Map<TopicPartition, Long>> ask(Consumer<?, ?> consumer) {
        try {
            Collection<TopicPartition> asked = consumer.assignment();
            if (asked.isEmpty()) {
                if (consumer.groupMetadata().generationId() < 0) {
                    return Optional.empty();
                }
                asked = allPartitions(consumer);
            }
            return asked.isEmpty() ? Optional.empty() : Optional.of(consumer.endOffsets(asked, TIMEOUT));
        } catch (TimeoutException | WakeupException e) {
            return Optional.empty();
        } finally {
            askedNanos = System.nanoTime();
        }
    }

    private List<TopicPartition> allPartitions(Consumer<?, ?> consumer) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, TIMEOUT).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
