package io.nodecore.presence.events;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What consumers of events.user have been told so far. */
final class CommittedEvents implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<SaidEvent> events = new ArrayList<>();

    CommittedEvents(KafkaSettings kafka) {
        consumer = new KafkaConsumer<>(
                kafka.with(Map.of("isolation.level", "read_committed", "max.poll.records", 10_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Topics.USER_EVENTS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.USER_EVENTS.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All of them until now. */
    List<SaidEvent> read() {
        consumer.poll(Duration.ofMillis(50))
                .forEach(event -> events.add(SaidEvent.read(event.headers(), event.value())));
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
