package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicRangeIT {

    private final KafkaSettings kafka = KafkaSettings.of(SharedServers.kafka().bootstrapServers());
    private final Topic<byte[]> topic = Topic.of("range-" + UUID.randomUUID(), 2, new Keep.ForEver());
    private final TopicPartition first = new TopicPartition(topic.name(), 0);
    private final TopicPartition second = new TopicPartition(topic.name(), 1);
    private TopicRange range;

    @BeforeEach
    void open() {
        new TopicProvisioner(kafka).provision(List.of(topic));
        range = TopicRange.open(
                KafkaConsumers.bounded(kafka, "range", OffsetReset.NONE).maxPollRecords(3));
    }

    @AfterEach
    void close() {
        range.close();
    }

    @Test
    void reads_each_partition_in_order_up_to_the_ends_and_not_what_came_later() {
        append(first, 10);
        append(second, 4);
        Map<TopicPartition, Long> ends = range.ends(topic);
        append(first, 5);

        List<ConsumerRecord<byte[], byte[]>> all = read(range.begins(ends.keySet()), ends);

        assertThat(offsets(all, first)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(offsets(all, second)).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void ends_behind_the_marks_of_transactions_and_does_not_show_what_was_aborted() {
        transaction(first, 2, true);
        transaction(first, 3, false);
        transaction(second, 1, false);
        Map<TopicPartition, Long> ends = range.ends(topic);

        assertThat(ends).containsEntry(first, 7L).containsEntry(second, 2L);
        assertThat(offsets(read(range.begins(ends.keySet()), ends), first)).containsExactly(0L, 1L);
    }

    @Test
    void an_empty_range_is_read_without_a_poll() {
        assertThat(read(Map.of(first, 0L), Map.of(first, 0L))).isEmpty();
    }

    @Test
    void may_be_used_again_for_other_parts() {
        append(first, 10);
        for (long offset = 0; offset < 10; offset++) {
            assertThat(offsets(read(Map.of(first, offset), Map.of(first, offset + 1)), first))
                    .containsExactly(offset);
        }
    }

    @Test
    void begins_at_a_time_and_at_the_end_if_nothing_is_that_new() {
        append(first, 3);
        Map<TopicPartition, Long> ends = range.ends(topic);

        assertThat(range.offsetsAt(Instant.parse("1969-01-01T00:00:00Z"), ends)).containsEntry(first, 0L);
        assertThat(range.offsetsAt(Instant.now().plusSeconds(3600), ends)).isEqualTo(ends);
    }

    @Test
    void tells_how_far_it_has_come_and_stops_when_asked_to() {
        append(first, 9);
        Map<TopicPartition, Long> ends = range.ends(topic);
        Map<TopicPartition, Long> positions = new HashMap<>();
        var read = new AtomicLong();

        range.readAll(ends, batch -> {
            positions.putAll(batch.nextOffsets());
            return read.addAndGet(batch.all().size()) < 3;
        });

        assertThat(read.get()).isBetween(3L, 5L);
        assertThat(positions.get(first)).isEqualTo(read.get());
    }

    @Test
    void refuses_more_than_its_bounds() {
        append(first, 9);
        Map<TopicPartition, Long> ends = range.ends(topic);

        range.atMost(5, Long.MAX_VALUE);
        assertThatThrownBy(() -> read(range.begins(ends.keySet()), ends)).isInstanceOf(RangeTooLargeException.class);
        range.atMost(Long.MAX_VALUE, 5);
        assertThatThrownBy(() -> read(range.begins(ends.keySet()), ends)).isInstanceOf(RangeTooLargeException.class);
    }

    @Test
    void gives_up_at_the_deadline_and_if_nothing_comes() {
        append(first, 1);
        Map<TopicPartition, Long> beyond = Map.of(first, 5L);

        range.progressWithin(Duration.ofMillis(300));
        assertThatThrownBy(() -> read(Map.of(first, 0L), beyond)).isInstanceOf(TimeoutException.class);
        range.progressWithin(Duration.ofMinutes(5)).within(Duration.ofMillis(300));
        assertThatThrownBy(() -> read(Map.of(first, 0L), beyond)).isInstanceOf(TimeoutException.class);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        range.read(from, ends, batch -> {
            all.addAll(batch.all());
            return true;
        });
        return all;
    }

    private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records, TopicPartition partition) {
        return records.stream()
                .filter(record -> record.partition() == partition.partition())
                .map(ConsumerRecord::offset)
                .toList();
    }

    private void append(TopicPartition to, int count) {
        try (var producer = producer(Map.of())) {
            send(producer, to, count);
        }
    }

    private void transaction(TopicPartition to, int count, boolean commits) {
        try (var producer = producer(Map.of("transactional.id", topic.name()))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, to, count);
            if (commits) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static void send(Producer<byte[], byte[]> producer, TopicPartition to, int count) {
        for (int i = 0; i < count; i++) {
            producer.send(new ProducerRecord<>(to.topic(), to.partition(), null, new byte[] {1}));
        }
        producer.flush();
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        return new KafkaProducer<>(kafka.with(properties), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
