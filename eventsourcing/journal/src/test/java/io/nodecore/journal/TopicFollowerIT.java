package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
}
