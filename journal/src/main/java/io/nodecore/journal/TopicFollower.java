package io.nodecore.journal;

import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows a topic batch by batch on a thread of its own, and goes on only when a batch was taken: one whose taker fails comes again,
 * for as long as that lasts.
 *
 * <p>A taker meets every record at least once, those of a partition in their order, and some again: it must come to the same in the
 * end when it meets older records a second time. Nothing hangs on the offsets of the group; they save reading the topic again.
 */
public final class TopicFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(50);

    private final Followed followed;
    private final @Nullable String group;
    private final KafkaSettings kafka;
    private final Consumer<List<ConsumerRecord<byte[], byte[]>>> taker;
    private final String name;
    private volatile CountDownLatch stopping = new CountDownLatch(0);
    private volatile @Nullable String trouble;
    private volatile long lastRoundAtNanos;
    private @Nullable Thread thread;

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
        String known = trouble;
        Duration since = Duration.ofNanos(System.nanoTime() - lastRoundAtNanos);
        return known == null && isRunning() && since.compareTo(STUCK_AFTER) > 0
                ? name + " has made no round for " + since.toSeconds() + " s"
                : known;
    }

    public String topic() {
        return followed.topic();
    }

    @Override
    public synchronized void start() {
        lastRoundAtNanos = System.nanoTime();
        stopping = new CountDownLatch(1);
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        stopping.countDown();
        if (thread != null) {
            try {
                thread.join(STOP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** After the topics and the migrations, before the edges of the service. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        try {
            follow();
        } catch (Error e) {
            trouble = name + " died: " + e;
            log.error("{} died", name, e);
        }
    }

    private void follow() {
        while (isRunning()) {
            try (var consumer = consumer()) {
                begin(consumer);
                while (isRunning()) {
                    ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                    if (!polled.isEmpty()) {
                        give(polled, consumer);
                    }
                    lastRoundAtNanos = System.nanoTime();
                }
            } catch (RuntimeException e) {
                failed("lost its topic", e);
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

    private void give(ConsumerRecords<byte[], byte[]> polled, KafkaConsumer<byte[], byte[]> consumer) {
        try {
            taker.accept(StreamSupport.stream(polled.spliterator(), false).toList());
            trouble = null;
        } catch (RuntimeException e) {
            for (TopicPartition partition : polled.partitions()) {
                consumer.seek(partition, polled.records(partition).getFirst().offset());
            }
            failed("could not have a batch taken", e);
            return;
        }
        if (group != null) {
            consumer.commitAsync();
        }
    }

    private void failed(String what, RuntimeException cause) {
        trouble = what + ": " + cause;
        log.warn("{} {}, trying again in {}", name, what, BACK_OFF, cause);
        try {
            stopping.await(BACK_OFF.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping.countDown();
        }
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
