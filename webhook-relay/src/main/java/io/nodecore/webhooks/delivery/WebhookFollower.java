package io.nodecore.webhooks.delivery;

import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.WorkLoop;
import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.schemas.Topic;
import io.nodecore.webhooks.setup.Webhook;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events topics for one webhook, on its own thread. Its position is that of its consumer group, which several processes share; it
 * advances only past events that the receiver accepted.
 *
 * <p>If the receiver does not accept an event, its partition is paused while polling continues, so the consumer stays in the group.
 */
final class WebhookFollower {

    private static final Logger log = LoggerFactory.getLogger(WebhookFollower.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    private static final Duration BUSY_WAIT = Duration.ofMillis(50);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
    /** Events held in memory for each partition, in addition to those that the client has fetched. */
    private static final int MOST_WAITING = 100;

    private static final int MAX_FETCH_BYTES = 8 << 20;
    private static final int MAX_FETCH_OF_PARTITION_BYTES = 1 << 20;

    private final Webhook webhook;
    private final List<Topic<?>> topics;
    private final KafkaSettings kafka;
    private final DeliverySettings settings;
    private final InstantSource clock;
    private final PartitionDeliveries deliveries;
    private final WebhookLag lag;
    private final InitialOffsets initialOffsets;
    private final WorkLoop loop;

    WebhookFollower(
            Webhook webhook,
            List<Topic<?>> topics,
            KafkaSettings kafka,
            DeliverySettings settings,
            Delivery delivery,
            InstantSource clock) {
        this.webhook = webhook;
        this.topics = topics;
        this.kafka = kafka;
        this.settings = settings;
        this.clock = clock;
        this.deliveries = new PartitionDeliveries(delivery);
        this.lag = new WebhookLag(deliveries::size, topics, settings.stuckAfter());
        this.initialOffsets = new InitialOffsets(webhook, topics, kafka);
        Pace pace = Pace.USUAL
                .withStop(settings.timeout().plus(COMMIT_TIMEOUT).plusSeconds(5))
                .withStuckAfter(settings.stuckAfter());
        this.loop = new WorkLoop("webhook-" + webhook.name(), pace, this::follow);
    }

    String name() {
        return webhook.name();
    }

    /** False if the thread has died, or if Kafka has not answered for too long. A receiver that fails does not affect this. */
    boolean isFollowing() {
        return loop.isAlive();
    }

    double oldestWaitingSeconds() {
        var oldest = deliveries.oldestMs();
        return oldest.isPresent() ? Math.max(0, clock.millis() - oldest.getAsLong()) / 1000.0 : 0;
    }

    double lagRecords() {
        return lag.records();
    }

    void start() {
        loop.start();
    }

    /** Returns when all requests in flight are complete and the position is committed. */
    void stop() {
        loop.stop();
    }

    private void follow() throws InterruptedException {
        initialOffsets.ensure();
        try (var consumer = newConsumer()) {
            try {
                consumer.subscribe(topics.stream().map(Topic::name).toList(), new Assignment(consumer));
                while (loop.isRunning()) {
                    step(consumer);
                }
            } finally {
                close(consumer);
            }
        }
    }

    private void close(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        Collection<TopicPartition> all = deliveries.partitions();
        try {
            deliveries.stop(all);
            commit(consumer, deliveries.moved(all));
        } finally {
            deliveries.forget(all);
        }
    }

    private void step(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        boolean isIdle = deliveries.areIdle();
        if (!isIdle) {
            deliveries.awaitProgress(BUSY_WAIT);
        }
        commit(consumer, deliveries.moved());
        consumer.resume(deliveries.free());
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(isIdle ? IDLE_POLL : Duration.ZERO);
            deliveries.give(records);
            consumer.pause(deliveries.busy());
        } catch (OffsetOutOfRangeException e) {
            // Events are never deleted, so the topic was emptied or created again: all of its events may be new to the
            // receiver.
            log.error("webhook {}: its position is gone, goes on at the oldest event", webhook.name(), e);
            beginAgain(consumer, e.partitions());
        }
        if (lag.refresh(consumer)) {
            loop.progressed();
        }
    }

    /**
     * Resets the committed position of the group too. If the old position stayed committed, no new one would be committed until the old one
     * is reached again. A process that takes over would then repeat all events so far, or, if the topic has grown beyond the old position,
     * skip the events before it.
     */
    private void beginAgain(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions)
            throws InterruptedException {
        deliveries.stop(partitions);
        deliveries.forget(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        beginnings.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
        // If this fails, the follower starts again, finds the invalid position again, and repeats this.
        consumer.commitSync(positions, COMMIT_TIMEOUT);
        beginnings.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            deliveries.open(partition, offset);
        });
    }

    private void commit(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> moved) {
        if (moved.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(moved, COMMIT_TIMEOUT);
            deliveries.committed(moved);
        } catch (RebalanceInProgressException e) {
            // The deliveries wait; the commit is tried again after the next poll.
            log.debug("webhook {}: positions wait for a rebalance", webhook.name(), e);
        } catch (CommitFailedException | RetriableException e) {
            // Retried too. If the partition was assigned to another process meanwhile, its event is delivered once
            // more.
            log.warn("webhook {}: a position could not be committed: {}", webhook.name(), e.toString());
        }
    }

    /** Opens and closes the deliveries of partitions in a rebalance. */
    private final class Assignment implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;

        Assignment(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata position = known.get(partition);
                if (position == null) {
                    // The partition did not exist when the webhook was set up: none of its events has been delivered.
                    consumer.seekToBeginning(List.of(partition));
                }
                deliveries.open(partition, position == null ? consumer.position(partition) : position.offset());
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            stop(partitions);
            commit(consumer, deliveries.moved(partitions));
            deliveries.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            stop(partitions);
            deliveries.forget(partitions);
        }

        private void stop(Collection<TopicPartition> partitions) {
            try {
                deliveries.stop(partitions);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    /** A missing position is never guessed: see {@link InitialOffsets} and {@link Assignment}. */
    private Consumer<byte[], byte[]> newConsumer() {
        return KafkaConsumers.inGroup(kafka, "webhook-" + webhook.name(), webhook.group(), OffsetReset.NONE)
                .maxPollRecords(MOST_WAITING)
                .maxFetch(MAX_FETCH_BYTES, MAX_FETCH_OF_PARTITION_BYTES)
                .fetchWait(Duration.ofMillis(200))
                .sessionTimeout(settings.sessionTimeout())
                .factory()
                .createConsumer();
    }
}
