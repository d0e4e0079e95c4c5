package io.nodecore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.testkit.ChildJvm;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A hundred of the largest facts wait in a few compressed kilobytes each: together they exceed the heap many times. */
class LargeBacklogIT {

    private static final int FACTS = 100;
    private static final int LARGEST_FACT_BYTES = 4 << 20;
    private static final String HEAP = "-Xmx128m";

    private final TallyDatabase database = new TallyDatabase();

    @Test
    void a_hundred_largest_facts_never_end_a_process_with_a_small_heap() throws Exception {
        var kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
        String topic = "backlog-" + UUID.randomUUID();
        new TopicProvisioner(kafka).provision(List.of(BacklogOwner.topic(topic)));
        append(kafka, topic);

        List<String> arguments = new ArrayList<>();
        arguments.add(kafka.bootstrapServers());
        arguments.addAll(List.of(
                database.address().url(),
                database.address().user(),
                database.address().password()));
        arguments.add(topic);
        arguments.add("backlog-" + UUID.randomUUID());
        try (var process = ChildJvm.of(BacklogOwner.class)
                .options(HEAP, "-XX:+ExitOnOutOfMemoryError")
                .arguments(arguments)
                .start()) {
            await().atMost(Duration.ofSeconds(120)).until(() -> {
                process.requireAlive();
                return database.query("select total from tallies").equals(List.of(Integer.toString(FACTS)));
            });
            assertThat(process.isAlive()).isTrue();
        }
    }

    private static void append(KafkaSettings kafka, String topic) {
        Map<String, Object> properties = kafka.with(Map.of("compression.type", "zstd", "max.request.size", 16 << 20));
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < FACTS; i++) {
                var record = new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[LARGEST_FACT_BYTES]);
                new FactHeaders(UUID.randomUUID().toString(), 1, 1_000, "report-" + i).writeTo(record.headers());
                producer.send(record);
            }
        }
    }
}
