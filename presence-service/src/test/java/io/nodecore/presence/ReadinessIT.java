package io.nodecore.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.testkit.SharedServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessIT {

    private static final String READINESS = "/actuator/health/readiness";

    @TempDir
    Path folder;

    @BeforeAll
    static void defaultTimeout() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    void dead_letters_that_pile_up_turn_it_red_and_green_again_when_no_more_come() {
        var kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
        try (var service = RunningService.start(
                        folder,
                        SharedServers.redis().url(),
                        "--nodecore.dead-letters.window=5s",
                        "--nodecore.dead-letters.tolerated=2");
                var producer = new KafkaProducer<>(
                        kafka.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
            await().untilAsserted(() -> assertThat(service.get(READINESS)).contains("\"status\":\"UP\""));
            for (Topic<?> topic : List.of(Topics.ONLINE_USERS, Topics.STATS)) {
                await().untilAsserted(() -> {
                    for (int i = 0; i < 3; i++) {
                        producer.send(garbage(topic)).get();
                    }
                    assertThat(service.get(READINESS)).startsWith("status 503").contains("went to the dead letters");
                });
                await().untilAsserted(() -> assertThat(service.get(READINESS)).contains("\"status\":\"UP\""));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> garbage(Topic<?> topic) {
        var record = new ProducerRecord<>(
                topic.name(),
                "5".getBytes(StandardCharsets.UTF_8),
                "\u00ff no protobuf".getBytes(StandardCharsets.UTF_16));
        String id = UUID.randomUUID().toString();
        new FactHeaders(id, 5, System.currentTimeMillis(), id).writeTo(record.headers());
        return record;
    }
}
