package io.nodecore.control.rebuild;

import io.nodecore.journal.KafkaSettings;
import io.nodecore.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginnings up to the ends that they had when the reader was opened. Sees what was committed. */
final class TopicReader implements AutoCloseable {

    /** Takes the records of one poll: in order within each partition. */
    @FunctionalInterface
    interface Batches {
        void add(List<ConsumerRecord<byte[], byte[]>> records);
    }

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    private TopicReader(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
    }

    static TopicReader open(KafkaSettings kafka, Collection<Topic<?>> topics) {
        var consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        "client.id",
                        "nodecore-config-rebuild",
                        "enable.auto.commit",
                        "false",
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        5_000,
                        "fetch.max.wait.ms",
                        50)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return new TopicReader(consumer, consumer.endOffsets(partitions));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    void read(Topic<?> topic, Batches batches) {
        Map<TopicPartition, Long> endsOfTopic = ends(topic);
        consumer.assign(endsOfTopic.keySet());
        consumer.seekToBeginning(endsOfTopic.keySet());
        while (endsOfTopic.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset()
                        < endsOfTopic.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    records.add(record);
                }
            }
            if (!records.isEmpty()) {
                batches.add(records);
            }
        }
    }

    /** The offset after the last record that is read of each partition of the topic. */
    Map<TopicPartition, Long> ends(Topic<?> topic) {
        return ends.entrySet().stream()
                .filter(end -> end.getKey().topic().equals(topic.name()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
