package io.nodecore.webhooks;

import io.nodecore.testkit.SharedServers;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where a consumer group stands on the shared broker, read and set from outside. */
final class GroupPositions implements AutoCloseable {

    private final String group;
    private final Admin admin =
            Admin.create(Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()));

    GroupPositions(String group) {
        this.group = group;
    }

    /** One position for all of these; nobody may read meanwhile. */
    void place(Collection<TopicPartition> partitions, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        group,
                        partitions.stream()
                                .collect(Collectors.toMap(Function.identity(), it -> new OffsetAndMetadata(offset))))
                .all()
                .get();
    }

    Map<TopicPartition, Long> positions(String topic) throws Exception {
        Map<TopicPartition, Long> positions = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, position) -> {
                    if (partition.topic().equals(topic)) {
                        positions.put(partition, position.offset());
                    }
                });
        return positions;
    }

    /** Where the topic begins or ends. */
    Map<TopicPartition, Long> ends(String topic, OffsetSpec spec) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(found -> found.partitions().stream())
                .forEach(info -> asked.put(new TopicPartition(topic, info.partition()), spec));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    @Override
    public void close() {
        admin.close();
    }
}
