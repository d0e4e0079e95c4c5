package io.nodecore.webhooks.delivery;

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
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the events topics for one webhook, on a thread of its own. Its position is that of its consumer group, which several
 * processes share; it moves only behind what was taken.
 *
 * <p>A partition whose receiver does not take its event is paused and keeps its place in the group: polling goes on.
 */
final class WebhookFollower {

    private static final Logger log = LoggerFactory.getLogger(WebhookFollower.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    private static final Duration BUSY_WAIT = Duration.ofMillis(50);
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(5);
    /** Events held in memory for each partition, beside what the client has fetched. */
    private static final int MOST_WAITING = 100;

    private final Webhook webhook;
    private final List<Topic<?>> topics;
    private final KafkaSettings kafka;
    private final DeliverySettings settings;
    private final InstantSource clock;
    private final PartitionDeliveries lanes;
    private final WebhookLag lag;
    private final InitialOffsets enrolment;
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
        this.lanes = new PartitionDeliveries(delivery);
        this.lag = new WebhookLag(lanes::size, topics);
        this.enrolment = new InitialOffsets(webhook, topics, kafka);
        Pace pace = Pace.USUAL
                .withStop(settings.timeout().plus(COMMIT_PATIENCE).plusSeconds(5))
                .withStuckAfter(settings.stuckAfter());
        this.loop = new WorkLoop("webhook-" + webhook.name(), pace, this::follow);
    }

    String name() {
        return webhook.name();
    }

    /** False when the thread has died, or has had no Kafka for too long. A receiver that takes nothing changes nothing here. */
    boolean isFollowing() {
        return loop.isAlive();
    }

    double oldestWaitingSeconds() {
        var oldest = lanes.oldestMs();
        return oldest.isPresent() ? Math.max(0, clock.millis() - oldest.getAsLong()) / 1000.0 : 0;
    }

    double lagRecords() {
        return lag.records();
    }

    void start() {
        loop.start();
    }

    /** Returns when what was in flight has come to its end and its position is committed. */
    void stop() {
        loop.stop();
    }

    private void follow() throws InterruptedException {
        enrolment.ensure();
        try (var consumer = newConsumer()) {
            try {
                consumer.subscribe(topics.stream().map(Topic::name).toList(), new Assignment(consumer));
                while (loop.isRunning()) {
                    step(consumer);
                }
            } finally {
                hangUp(consumer);
            }
        }
    }

    private void hangUp(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        Collection<TopicPartition> all = lanes.partitions();
        try {
            lanes.stop(all);
            commit(consumer, lanes.moved(all));
        } finally {
            lanes.forget(all);
        }
    }

    private void step(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        boolean isIdle = lanes.areIdle();
        if (!isIdle) {
            lanes.awaitProgress(BUSY_WAIT);
        }
        commit(consumer, lanes.moved());
        consumer.resume(lanes.free());
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(isIdle ? IDLE_POLL : Duration.ZERO);
            lanes.give(records);
            consumer.pause(lanes.busy());
        } catch (OffsetOutOfRangeException e) {
            // Events are kept for ever, so a topic was emptied or made anew: what it holds may all be new to the
            // receiver.
            log.error("webhook {}: its position is gone, goes on at the oldest event", webhook.name(), e);
            beginAgain(consumer, e.partitions());
        }
        if (lag.refresh(consumer)) {
            loop.progressed();
        }
    }

    /**
     * The position of the group goes back, too: with the one that is gone, nothing of what comes now would be committed before it is
     * reached again, a process that takes over would repeat all of that, and pass over what comes after it if its topic has grown so far.
     */
    private void beginAgain(KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions)
            throws InterruptedException {
        lanes.stop(partitions);
        lanes.forget(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        beginnings.forEach((partition, offset) -> positions.put(partition, new OffsetAndMetadata(offset)));
        // Where this fails, the follower begins anew, meets the position that is gone again, and comes back here.
        consumer.commitSync(positions, COMMIT_PATIENCE);
        beginnings.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            lanes.open(partition, offset);
        });
    }

    private void commit(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> moved) {
        if (moved.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(moved, COMMIT_PATIENCE);
            lanes.committed(moved);
        } catch (RebalanceInProgressException e) {
            // The lanes wait, and after the next poll it is tried again.
            log.debug("webhook {}: positions wait for a rebalance", webhook.name(), e);
        } catch (CommitFailedException | RetriableException e) {
            // Tried again, too. Where the partition went elsewhere meanwhile, its event comes once more.
            log.warn("webhook {}: a position could not be committed: {}", webhook.name(), e.toString());
        }
    }

    /** What a rebalance means for the lanes. */
    private final class Assignment implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> consumer;

        Assignment(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata position = known.get(partition);
                if (position == null) {
                    // It was not there when the webhook was enrolled: nothing in it has been delivered.
                    consumer.seekToBeginning(List.of(partition));
                }
                lanes.open(partition, position == null ? consumer.position(partition) : position.offset());
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            stop(partitions);
            commit(consumer, lanes.moved(partitions));
            lanes.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            stop(partitions);
            lanes.forget(partitions);
        }

        private void stop(Collection<TopicPartition> partitions) {
            try {
                lanes.stop(partitions);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> newConsumer() {
        return new KafkaConsumer<>(
                kafka.with(Map.ofEntries(
                        Map.entry("client.id", "webhook-" + webhook.name()),
                        Map.entry("group.id", webhook.group()),
                        Map.entry("group.protocol", "classic"),
                        Map.entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
                        Map.entry("enable.auto.commit", "false"),
                        // A position that is missing is never guessed: see Enrolment and Assignment.
                        Map.entry("auto.offset.reset", "none"),
                        Map.entry("isolation.level", "read_committed"),
                        Map.entry("allow.auto.create.topics", "false"),
                        Map.entry("max.poll.records", MOST_WAITING),
                        Map.entry("fetch.max.bytes", 8 * 1024 * 1024),
                        Map.entry("fetch.max.wait.ms", "200"),
                        Map.entry("reconnect.backoff.max.ms", "1000"),
                        Map.entry(
                                "session.timeout.ms",
                                Math.toIntExact(settings.sessionTimeout().toMillis())),
                        Map.entry(
                                "heartbeat.interval.ms",
                                Math.toIntExact(settings.sessionTimeout().toMillis() / 4)))),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
