package io.nodecore.journal;

import io.nodecore.journal.WorkLoop.Pace;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Follows a topic batch by batch on a thread of its own, and goes on only when a batch was taken: one whose taker fails comes again,
 * for as long as that lasts.
 *
 * <p>A taker meets every record at least once, those of a partition in their order, and some again: it must come to the same in the
 * end when it meets older records a second time. Nothing hangs on the offsets of the group; they save reading the topic again.
 */
public final class TopicFollower implements SmartLifecycle {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Followed followed;
    private final @Nullable String group;
    private final KafkaSettings kafka;
    private final Consumer<List<ConsumerRecord<byte[], byte[]>>> taker;
    private final String name;
    private final WorkLoop loop;

    private record Followed(String topic, int batch) {}

    private TopicFollower(
            Followed followed,
            @Nullable String group,
            KafkaSettings kafka,
            Consumer<List<ConsumerRecord<byte[], byte[]>>> taker) {
        this.followed = followed;
        this.group = group;
        this.kafka = kafka;
        this.taker = taker;
        this.name = (group == null ? "follower-" : group + "-") + followed.topic();
        this.loop = new WorkLoop(name, Pace.USUAL, this::follow);
    }

    /** All partitions from the beginning, at every start and in every process. */
    public static TopicFollower ofAll(
            Topic topic, int batch, KafkaSettings kafka, Consumer<List<ConsumerRecord<byte[], byte[]>>> taker) {
        return new TopicFollower(new Followed(topic.name(), batch), null, kafka, taker);
    }

    /** The partitions shared out among the processes of a group, from where the group stands. */
    public static TopicFollower inGroup(
            String group,
            Topic topic,
            int batch,
            KafkaSettings kafka,
            Consumer<List<ConsumerRecord<byte[], byte[]>>> taker) {
        return new TopicFollower(new Followed(topic.name(), batch), group, kafka, taker);
    }

    /** What keeps it from going on, or null: a batch that fails, a thread that has died, or one that hangs. */
    public @Nullable String trouble() {
        return loop.trouble();
    }

    public String topic() {
        return followed.topic();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** After the topics and the migrations, before the edges of the service. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void follow() {
        try (var consumer = consumer()) {
            begin(consumer);
            boolean owesBatch = false;
            while (isRunning()) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                if (!polled.isEmpty()) {
                    owesBatch = !isTaken(polled, consumer);
                }
                if (!owesBatch) {
                    loop.progressed();
                }
            }
        }
    }

    private void begin(KafkaConsumer<byte[], byte[]> consumer) {
        if (group != null) {
            consumer.subscribe(List.of(followed.topic()));
            return;
        }
        List<TopicPartition> partitions = consumer.partitionsFor(followed.topic()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private boolean isTaken(ConsumerRecords<byte[], byte[]> polled, KafkaConsumer<byte[], byte[]> consumer) {
        try {
            taker.accept(StreamSupport.stream(polled.spliterator(), false).toList());
        } catch (RuntimeException e) {
            for (TopicPartition partition : polled.partitions()) {
                consumer.seek(partition, polled.records(partition).getFirst().offset());
            }
            loop.failed("could not have a batch taken", e);
            return false;
        }
        if (group != null) {
            consumer.commitAsync();
        }
        return true;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> common = Map.of(
                "client.id", name,
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "allow.auto.create.topics", "false",
                "max.poll.records", followed.batch(),
                "reconnect.backoff.max.ms", "1000");
        Map<String, Object> properties = kafka.with(common);
        if (group != null) {
            properties.put("group.id", group);
            properties.put("group.protocol", "classic");
            properties.put("session.timeout.ms", "10000");
            properties.put("heartbeat.interval.ms", "2500");
            properties.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        }
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
