package io.nodecore.webhooks.delivery;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** How many records wait for one webhook in this process's partitions: those read and not done, and those not read. Seconds old at most. */
final class Lag {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Lanes lanes;
    private long refreshedNanos = System.nanoTime() - EVERY.toNanos();
    private boolean isKnown = true;
    private volatile long unread;

    Lag(Lanes lanes) {
        this.lanes = lanes;
    }

    long records() {
        return unread + lanes.size();
    }

    /** Asks where the topics end, from time to time; false while Kafka does not tell. */
    boolean refresh(KafkaConsumer<?, ?> consumer) {
        if (System.nanoTime() - refreshedNanos > EVERY.toNanos()) {
            try {
                unread = unread(consumer);
                isKnown = true;
            } catch (TimeoutException e) {
                isKnown = false;
            }
            refreshedNanos = System.nanoTime();
        }
        return isKnown;
    }

    private static long unread(KafkaConsumer<?, ?> consumer) {
        long sum = 0;
        for (Map.Entry<TopicPartition, Long> end :
                consumer.endOffsets(consumer.assignment(), PATIENCE).entrySet()) {
            sum += Math.max(0, end.getValue() - consumer.position(end.getKey(), PATIENCE));
        }
        return sum;
    }
}
