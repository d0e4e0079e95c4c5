package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.testkit.SharedServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompactedTableIT {

    private final KafkaSettings kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private final Topic<?> topic = Topic.of("control.test-" + UUID.randomUUID(), 1, new Keep.LatestOfKey());
    private final Queue<String> changes = new ConcurrentLinkedQueue<>();
    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(kafka.with(Map.of()), new StringSerializer(), new ByteArraySerializer());

    private final CompactedTable<Integer> table = new CompactedTable<>(
            topic,
            kafka,
            value -> Integer.parseInt(new String(value, StandardCharsets.UTF_8)),
            (key, value) -> changes.add(key + "=" + value));

    @BeforeEach
    void topicExists() {
        new TopicProvisioner(kafka).provision(List.of(topic));
    }

    @AfterEach
    void stop() throws Exception {
        table.close();
        producer.close();
    }

    @Test
    void is_ready_with_what_was_there_and_follows_what_comes() throws Exception {
        put("a", "1");
        put("b", "2");
        put("a", "3");

        table.start();
        assertThat(table.awaitReady(Duration.ofSeconds(20))).isTrue();
        assertThat(table.get("a")).isEqualTo(3);
        assertThat(table.get("b")).isEqualTo(2);

        put("c", "4");
        await().untilAsserted(() -> assertThat(table.get("c")).isEqualTo(4));
    }

    @Test
    void a_tombstone_removes_the_key_and_tells_of_it() throws Exception {
        put("a", "1");
        put("a", null);
        table.start();
        assertThat(table.awaitReady(Duration.ofSeconds(20))).isTrue();

        assertThat(table.get("a")).isNull();
        assertThat(changes).containsExactly("a=1", "a=null");
    }

    @Test
    void an_unreadable_row_does_not_keep_the_others_away() throws Exception {
        put("bad", "not a number");
        put("good", "5");
        table.start();
        assertThat(table.awaitReady(Duration.ofSeconds(20))).isTrue();

        assertThat(table.get("bad")).isNull();
        assertThat(table.get("good")).isEqualTo(5);
    }

    private void put(String key, @Nullable String value) throws Exception {
        producer.send(new ProducerRecord<>(
                        topic.name(), key, value == null ? null : value.getBytes(StandardCharsets.UTF_8)))
                .get();
    }
}
