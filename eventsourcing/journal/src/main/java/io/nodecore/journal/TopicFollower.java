package io.nodecore.journal;

import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.schemas.Topic;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Follows a topic batch by batch on a thread of its own. A batch that its taker can't take is offered again until it is taken; only
 * then the next one is read.
 *
 * <p>A taker gets every record at least once, those of a partition in their order, and some again: it must come to the same result if
 * it gets older records a second time. The offsets of the group only save reading the topic again.
 */
public final class TopicFollower implements SmartLifecycle {

    private final String topic;
    private final SupervisedContainer container;

    private TopicFollower(String topic, String name, SupervisedContainer.Opening opening) {
        this.topic = topic;
        this.container = new SupervisedContainer(name, Pace.USUAL, opening);
    }

    /** Reads all partitions from the beginning, at every start and in every process. */
    public static TopicFollower ofAll(
            Topic<?> topic, int batch, KafkaSettings kafka, Consumer<List<ConsumerRecord<byte[], byte[]>>> taker) {
        String name = "follower-" + topic.name();
        var consumers =
                KafkaConsumers.assigned(kafka, name, OffsetReset.EARLIEST).maxPollRecords(batch);
        BatchMessageListener<byte[], byte[]> listener = taker::accept;
        return new TopicFollower(
                topic.name(),
                name,
                events -> ListenerContainers.fromBeginning(
                                name, consumers, consumers.partitionsOf(List.of(topic.name())), listener)
                        .events(events)
                        .build());
    }

    /** Shares the partitions with the other processes of a group, and begins at the position of the group. */
    public static TopicFollower inGroup(
            String group,
            Topic<?> topic,
            int batch,
            KafkaSettings kafka,
            Consumer<List<ConsumerRecord<byte[], byte[]>>> taker) {
        String name = group + "-" + topic.name();
        var consumers =
                KafkaConsumers.inGroup(kafka, name, group, OffsetReset.EARLIEST).maxPollRecords(batch);
        BatchMessageListener<byte[], byte[]> listener = taker::accept;
        return new TopicFollower(
                topic.name(),
                name,
                events -> ListenerContainers.ofTopics(name, consumers, List.of(topic.name()), listener)
                        .commitsAfterEachBatch()
                        .events(events)
                        .build());
    }

    /** Why it makes no progress, or null: a batch that fails, Kafka that can't be reached, or a thread that hangs. */
    public @Nullable String trouble() {
        return container.trouble();
    }

    public String topic() {
        return topic;
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    /** After the topics and the migrations, before the edges of the service. */
    @Override
    public int getPhase() {
        return 0;
    }
}
