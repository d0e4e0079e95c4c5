package io.nodecore.operations.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.operations.progress.OldestPendingFact.Place;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OldestPendingFactIT {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final KafkaSettings kafka =
            KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private static final TopicPartition partition = new TopicPartition("unread-" + UUID.randomUUID(), 0);

    @BeforeAll
    static void threeFactsAndAMark() throws Exception {
        try (var admin = Admin.create(kafka.with(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1)
                            .configs(Map.of("message.timestamp.type", "CreateTime"))))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(
                kafka.with(Map.of("transactional.id", partition.topic())),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int minute = 0; minute < 3; minute++) {
                producer.send(new ProducerRecord<>(
                        partition.topic(),
                        0,
                        START.plus(Duration.ofMinutes(minute)).toEpochMilli(),
                        new byte[0],
                        new byte[0]));
            }
            producer.commitTransaction();
        }
    }

    @AfterAll
    static void removeTopic() throws Exception {
        try (var admin = Admin.create(kafka.with(Map.of()))) {
            admin.deleteTopics(List.of(partition.topic())).all().get();
        }
    }

    @Test
    void each_place_of_one_partition_has_the_time_of_its_own_next_fact_whenever_it_is_asked_for() {
        try (var unread = new OldestPendingFact(kafka)) {
            for (int offset = 0; offset < 3; offset++) {
                Place place = new Place(partition, offset);
                Optional<Instant> appended = Optional.of(START.plus(Duration.ofMinutes(offset)));
                await().untilAsserted(() ->
                        assertThat(unread.appendedAt(Set.of(place))).isEqualTo(Map.of(place, appended)));
            }
        }
        try (var unread = new OldestPendingFact(kafka)) {
            var all = Set.of(new Place(partition, 0), new Place(partition, 1), new Place(partition, 2));

            await().untilAsserted(
                            () -> assertThat(unread.appendedAt(all)).hasSize(3).doesNotContainValue(Optional.empty()));
        }
    }

    @Test
    void the_mark_of_a_transaction_is_no_fact_and_does_not_keep_anybody_waiting() {
        Place mark = new Place(partition, 3);
        try (var unread = new OldestPendingFact(kafka)) {
            await().untilAsserted(() ->
                    assertThat(unread.appendedAt(Set.of(mark))).isEqualTo(Map.of(mark, Optional.empty())));
        }
    }
}
