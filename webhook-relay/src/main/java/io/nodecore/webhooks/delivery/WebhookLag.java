package io.nodecore.webhooks.delivery;

import io.nodecore.journal.EndOffsetsProbe;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The number of records that wait for one webhook in the partitions of this process, in memory and unread. Unread records are counted every
 * few seconds; see {@link EndOffsetsProbe}.
 */
final class WebhookLag {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final IntSupplier inMemory;
    private final EndOffsetsProbe probe;
    private boolean isKnown = true;
    private volatile long unread;

    /**
     * @param inMemory number of records that are read and not yet delivered
     * @param stuckAfter see {@link DeliverySettings}
     */
    WebhookLag(IntSupplier inMemory, List<Topic<?>> topics, Duration stuckAfter) {
        this.inMemory = inMemory;
        this.probe = EndOffsetsProbe.of(topics.stream().map(Topic::name).toList(), stuckAfter);
    }

    long records() {
        return unread + inMemory.getAsInt();
    }

    /**
     * Reads the end offsets of the topics if that is due; false while Kafka does not answer, or has not accepted this process in the group.
     */
    boolean refresh(Consumer<?, ?> consumer) {
        if (probe.isDue()) {
            Optional<Map<TopicPartition, Long>> ends = probe.ask(consumer);
            isKnown = ends.isPresent() && isCounted(consumer, ends.get());
        }
        return isKnown;
    }

    private boolean isCounted(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        try {
            long sum = 0;
            for (TopicPartition partition : consumer.assignment()) {
                long position = consumer.position(partition, TIMEOUT);
                sum += Math.max(0, ends.getOrDefault(partition, position) - position);
            }
            unread = sum;
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
