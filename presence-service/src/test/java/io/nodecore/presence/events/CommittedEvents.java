package io.nodecore.presence.events;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What consumers of events.user are told, compared with what they should be told as it comes. */
final class CommittedEvents implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, SaidEvent> missing = new HashMap<>();
    private final List<SaidEvent> tooMuch = new ArrayList<>();
    private final long bystanders;
    private int said;
    private int bystandersGone;

    /** @param bystanders users from this id on are not compared */
    CommittedEvents(KafkaSettings kafka, List<SaidEvent> expected, long bystanders) {
        expected.forEach(event -> missing.put(event.id(), event));
        this.bystanders = bystanders;
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

    /** Reads on; how many events have been said so far. */
    int read() {
        consumer.poll(Duration.ofMillis(50)).forEach(event -> compare(SaidEvent.read(event.headers(), event.value())));
        return said;
    }

    int bystandersGone() {
        return bystandersGone;
    }

    /** What is missing, what is too much and what is said twice, each of it a line; no more than can be read. */
    List<String> differences() {
        return Stream.concat(
                        missing.values().stream().map(event -> "missing " + event),
                        tooMuch.stream().map(event -> "too much " + event))
                .limit(20)
                .toList();
    }

    private void compare(SaidEvent event) {
        if (event.userId() >= bystanders) {
            bystandersGone += event.type().equals("user.offline") ? 1 : 0;
            return;
        }
        said++;
        if (!missing.remove(event.id(), event)) {
            tooMuch.add(event);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
