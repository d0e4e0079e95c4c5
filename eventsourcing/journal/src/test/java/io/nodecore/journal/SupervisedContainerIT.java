package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container with its supervision, by way of its simplest user. */
class SupervisedContainerIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final KafkaSettings kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private final Topic<?> topic = Topic.of("supervised-" + UUID.randomUUID(), 2, new Keep.ForEver());
    private final List<Byte> taken = new CopyOnWriteArrayList<>();

    @BeforeEach
    void provision() {
        new TopicProvisioner(kafka).provision(List.of(topic));
    }

    @Test
    void a_batch_that_fails_comes_again_until_it_is_taken_and_nothing_is_skipped() throws Exception {
        append(0, 1, 2, 3);
        var failures = new AtomicInteger();
        var follower = TopicFollower.inGroup("group-" + topic.name(), topic, 2, kafka, records -> {
            if (failures.incrementAndGet() <= 3) {
                // A class that Spring's default would log and skip.
                throw new ClassCastException("attempt " + failures.get());
            }
            records.forEach(record -> taken.add(record.value()[0]));
        });
        follower.start();
        try {
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(taken).containsExactly((byte) 1, (byte) 2, (byte) 3));
            assertThat(failures.get()).isGreaterThanOrEqualTo(4);
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(follower.trouble()).isNull());
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(committed()).isEqualTo(3));
        } finally {
            follower.stop();
        }
    }

    @Test
    void a_failing_batch_is_reported_while_it_fails() throws Exception {
        append(0, 1);
        var isFailing = new AtomicBoolean(true);
        var follower = TopicFollower.ofAll(topic, 10, kafka, records -> {
            if (isFailing.get()) {
                throw new IllegalStateException("not now");
            }
        });
        follower.start();
        try {
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(follower.trouble()).contains("not now"));
            isFailing.set(false);
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(follower.trouble()).isNull());
        } finally {
            follower.stop();
        }
    }

    @Test
    void a_follower_that_is_stopped_and_started_again_reads_from_the_beginning() throws Exception {
        append(0, 1);
        append(1, 2);
        var follower = TopicFollower.ofAll(
                topic, 10, kafka, records -> records.forEach(record -> taken.add(record.value()[0])));
        follower.start();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(taken).containsExactlyInAnyOrder((byte) 1, (byte) 2));
        follower.stop();
        assertThat(follower.isRunning()).isFalse();
        taken.clear();
        follower.start();
        try {
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(taken).containsExactlyInAnyOrder((byte) 1, (byte) 2));
        } finally {
            follower.stop();
        }
    }

    @Test
    void a_follower_that_starts_before_its_topic_exists_follows_it_later() throws Exception {
        var later = Topic.of("later-" + UUID.randomUUID(), 1, new Keep.ForEver());
        var follower = TopicFollower.ofAll(
                later, 10, kafka, records -> records.forEach(record -> taken.add(record.value()[0])));
        follower.start();
        try {
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(follower.trouble()).contains("does not exist"));
            new TopicProvisioner(kafka).provision(List.of(later));
            append(later, 0, 7);
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(taken).containsExactly((byte) 7));
            assertThat(follower.trouble()).isNull();
        } finally {
            follower.stop();
        }
    }

    private long committed() {
        var partition = new TopicPartition(topic.name(), 0);
        try (var consumer = new KafkaConsumer<>(
                kafka.with(Map.of("group.id", "group-" + topic.name())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            OffsetAndMetadata position =
                    consumer.committed(java.util.Set.of(partition)).get(partition);
            return position == null ? -1 : position.offset();
        }
    }

    private void append(int partition, int... values) throws Exception {
        append(topic, partition, values);
    }

    private void append(Topic<?> to, int partition, int... values) throws Exception {
        var producers = KafkaProducers.factory(kafka, "append");
        try (var producer = producers.createProducer()) {
            for (int value : values) {
                producer.send(new ProducerRecord<>(to.name(), partition, null, new byte[] {(byte) value}))
                        .get();
            }
        } finally {
            producers.destroy();
        }
    }
}
