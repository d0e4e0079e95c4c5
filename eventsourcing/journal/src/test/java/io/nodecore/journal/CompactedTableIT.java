package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.journal.topic.TopicProvisioner;
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
import org.apache.kafka.clients.admin.Admin;
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
        put("removed", "1");
        put("removed", null);
        put("a", "1");
        table.start();
        assertThat(table.awaitReady(Duration.ofSeconds(20))).isTrue();
        put("a", null);

        await().untilAsserted(() -> assertThat(table.get("a")).isNull());
        assertThat(table.get("removed")).isNull();
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

    @Test
    void a_table_that_is_read_again_never_shows_a_removed_key_or_an_older_value() throws Exception {
        for (int revision = 1; revision <= 500; revision++) {
            put("revision", Integer.toString(revision));
        }
        put("revoked", "1");
        put("revoked", null);
        put("kept", "7");
        table.start();
        assertThat(table.awaitReady(Duration.ofSeconds(20))).isTrue();
        assertThat(changes).containsExactlyInAnyOrder("revision=500", "kept=7");
        changes.clear();

        table.close();
        put("kept", null);
        put("revision", "501");
        table.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(table.get("revision")).isEqualTo(501));
        assertThat(changes).containsExactlyInAnyOrder("kept=null", "revision=501");
        assertThat(table.get("revoked")).isNull();
        assertThat(table.get("kept")).isNull();
    }

    @Test
    void a_table_whose_log_was_cut_holds_what_the_log_has_now() throws Exception {
        put("gone", "1");
        put("old", "2");
        table.start();
        assertThat(table.awaitReady(Duration.ofSeconds(20))).isTrue();
        changes.clear();
        try (var admin = Admin.create(kafka.with(Map.of()))) {
            admin.deleteTopics(List.of(topic.name())).all().get();
        }
        await().ignoreExceptions().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            new TopicProvisioner(kafka).provision(List.of(topic));
            put("old", "3");
        });

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(table.get("gone")).isNull();
            assertThat(table.get("old")).isEqualTo(3);
        });
    }

    private void put(String key, @Nullable String value) throws Exception {
        producer.send(new ProducerRecord<>(
                        topic.name(), key, value == null ? null : value.getBytes(StandardCharsets.UTF_8)))
                .get();
    }
}
