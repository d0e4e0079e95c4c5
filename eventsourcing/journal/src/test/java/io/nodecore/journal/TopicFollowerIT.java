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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicFollowerIT {

    private final KafkaSettings kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private final Topic<?> topic = Topic.of("followed-" + UUID.randomUUID(), 1, new Keep.ForEver());

    @Test
    void a_follower_whose_thread_has_died_says_so() throws Exception {
        new TopicProvisioner(kafka).provision(List.of(topic));
        try (var producer =
                new KafkaProducer<>(kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), new byte[] {1})).get();
        }
        var follower = TopicFollower.ofAll(topic, 10, kafka, records -> {
            throw new AssertionError("no exception, so nobody catches it");
        });
        follower.start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(follower.trouble()).contains("died", "nobody catches it"));
        } finally {
            follower.stop();
        }
    }

    @Test
    void an_idle_follower_of_a_group_commits_behind_the_marker_of_a_transaction() throws Exception {
        String group = "group-" + UUID.randomUUID();
        new TopicProvisioner(kafka).provision(List.of(topic));
        var follower = TopicFollower.inGroup(group, topic, 10, kafka, records -> {});
        follower.start();
        try (var producer = new KafkaProducer<>(
                        kafka.with(Map.of("transactional.id", group)),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
                var admin = Admin.create(kafka.with(Map.of()))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.name(), new byte[] {1}));
            producer.commitTransaction();

            var partition = new TopicPartition(topic.name(), 0);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var committed = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(partition);
                assertThat(committed).isNotNull();
                assertThat(committed.offset()).as("one record and its marker").isEqualTo(2);
            });
        } finally {
            follower.stop();
        }
    }
}
