package io.nodecore.presence.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Whether reading goes on. A poll that returns nothing tells nothing: it does so at the end of the topic, but also while Kafka or the
 * group's coordinator is away. So Kafka is asked, every few seconds, where all partitions of the topic end.
 */
final class PollProgress {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final String topic;
    private final Duration every;
    private long askedNanos;
    private Map<TopicPartition, Long> before = Map.of();

    PollProgress(String topic, Duration every) {
        this.topic = topic;
        this.every = every;
        this.askedNanos = System.nanoTime() - every.toNanos();
    }

    /**
     * True when Kafka answers and each partition of this process is read to its end, or further than when it was asked last. A process
     * without a partition only has to be a member of the group. False also while it is too early to ask again.
     */
    boolean isMade(Consumer<?, ?> consumer) {
        if (System.nanoTime() - askedNanos < every.toNanos()) {
            return false;
        }
        try {
            return look(consumer);
        } catch (TimeoutException e) {
            return false;
        } finally {
            askedNanos = System.nanoTime();
        }
    }

    private boolean look(Consumer<?, ?> consumer) {
        List<TopicPartition> all = consumer.partitionsFor(topic, TIMEOUT).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (all.isEmpty()) {
            return false;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, TIMEOUT);
        Set<TopicPartition> owned = consumer.assignment();
        Map<TopicPartition, Long> positions = new HashMap<>();
        owned.forEach(partition -> positions.put(partition, consumer.position(partition, TIMEOUT)));
        Map<TopicPartition, Long> former = before;
        before = positions;
        return owned.isEmpty()
                ? consumer.groupMetadata().generationId() >= 0
                : positions.entrySet().stream()
                        .allMatch(at -> at.getValue() >= ends.getOrDefault(at.getKey(), Long.MAX_VALUE)
                                || !at.getValue().equals(former.get(at.getKey())));
    }
}
