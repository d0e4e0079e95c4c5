package io.nodecore.webhooks.delivery;

import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How many records wait for one webhook in this process's partitions: those read and not done, and those not read. Seconds old at most.
 *
 * <p>Asked are the ends of all partitions: a process that has none of them notices too when Kafka is away.
 */
final class WebhookLag {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final IntSupplier inMemory;
    private final List<Topic<?>> topics;
    private long refreshedNanos = System.nanoTime() - EVERY.toNanos();
    private boolean isKnown = true;
    private volatile long unread;

    /** @param inMemory how many records are read and not done */
    WebhookLag(IntSupplier inMemory, List<Topic<?>> topics) {
        this.inMemory = inMemory;
        this.topics = topics;
    }

    long records() {
        return unread + inMemory.getAsInt();
    }

    /** Asks where the topics end, from time to time; false while Kafka does not tell, or has not let this process into the group. */
    boolean refresh(Consumer<?, ?> consumer) {
        if (System.nanoTime() - refreshedNanos > EVERY.toNanos()) {
            try {
                unread = unread(consumer);
                isKnown = !consumer.assignment().isEmpty()
                        || consumer.groupMetadata().generationId() >= 0;
            } catch (TimeoutException e) {
                isKnown = false;
            }
            refreshedNanos = System.nanoTime();
        }
        return isKnown;
    }

    private long unread(Consumer<?, ?> consumer) {
        List<TopicPartition> all = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name(), TIMEOUT).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, TIMEOUT);
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition, TIMEOUT);
            sum += Math.max(0, ends.getOrDefault(partition, position) - position);
        }
        return sum;
    }
}
