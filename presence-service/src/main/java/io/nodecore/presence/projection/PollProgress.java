package io.nodecore.presence.projection;

import io.nodecore.journal.EndOffsetsProbe;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Whether reading makes progress; see {@link EndOffsetsProbe}. */
final class PollProgress {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final EndOffsetsProbe probe;
    private Map<TopicPartition, Long> before = Map.of();

    PollProgress(String topic, Duration stuckAfter) {
        this.probe = EndOffsetsProbe.of(List.of(topic), stuckAfter);
    }

    /**
     * True if Kafka answers and each partition of this process has been read to its end or further than at the previous check. A process
     * without a partition only has to be a member of the group. False also if it is too early to ask again.
     */
    boolean isMade(Consumer<?, ?> consumer) {
        return probe.isDue()
                && probe.ask(consumer).filter(ends -> isMade(consumer, ends)).isPresent();
    }

    private boolean isMade(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        try {
            consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition, TIMEOUT)));
        } catch (TimeoutException e) {
            return false;
        }
        Map<TopicPartition, Long> former = before;
        before = positions;
        return positions.entrySet().stream()
                .allMatch(at -> at.getValue() >= ends.getOrDefault(at.getKey(), Long.MAX_VALUE)
                        || !at.getValue().equals(former.get(at.getKey())));
    }
}
