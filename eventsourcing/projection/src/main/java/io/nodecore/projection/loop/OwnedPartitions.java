package io.nodecore.projection.loop;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.nodecore.projection.positions.Claim;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The partitions of one consumer, with gauges of position, lag and conservation for each. One thread writes, any thread reads. */
public final class OwnedPartitions {

    private final String projection;
    private final MeterRegistry meters;
    private final Map<TopicPartition, OwnedPartition> partitions = new ConcurrentHashMap<>();
    private final Map<TopicPartition, List<Meter>> gauges = new HashMap<>();

    public OwnedPartitions(String projection, MeterRegistry meters) {
        this.projection = projection;
        this.meters = meters;
    }

    void assigned(Collection<TopicPartition> assigned, Instant now) {
        for (TopicPartition partition : assigned) {
            partitions.put(partition, OwnedPartition.assigned(partition, now));
            gauges.computeIfAbsent(
                    partition,
                    added -> List.of(
                            gauge("nodecore.projection.position", added, OwnedPartition::position),
                            gauge("nodecore.projection.lag.records", added, OwnedPartition::lag),
                            gauge("nodecore.projection.troubled", added, it -> it.trouble() == null ? 0 : 1),
                            gauge("nodecore.conservation.accepted", added, OwnedPartition::accepted),
                            gauge(
                                    "nodecore.conservation.applied",
                                    added,
                                    it -> it.counts().applied()),
                            gauge(
                                    "nodecore.conservation.repeated",
                                    added,
                                    it -> it.counts().repeated()),
                            gauge(
                                    "nodecore.conservation.dead.lettered",
                                    added,
                                    it -> it.counts().deadLettered()),
                            gauge("nodecore.conservation.difference", added, OwnedPartition::difference)));
        }
    }

    void removed(Collection<TopicPartition> removed) {
        for (TopicPartition partition : removed) {
            partitions.remove(partition);
            gauges.getOrDefault(partition, List.of()).forEach(meters::remove);
            gauges.remove(partition);
        }
    }

    void clear() {
        removed(Set.copyOf(partitions.keySet()));
    }

    /** Replaces the partition's state if it is still owned. */
    void update(TopicPartition partition, UnaryOperator<OwnedPartition> change) {
        partitions.computeIfPresent(partition, (key, before) -> change.apply(before));
    }

    public Collection<OwnedPartition> all() {
        return partitions.values();
    }

    /** Those that have to be claimed now. */
    Set<TopicPartition> due(Instant now) {
        return partitions.values().stream()
                .filter(owned -> owned.claim() == null && !owned.retryAt().isAfter(now))
                .map(OwnedPartition::partition)
                .collect(Collectors.toSet());
    }

    Map<TopicPartition, Claim> claims() {
        Map<TopicPartition, Claim> claims = new HashMap<>();
        for (OwnedPartition owned : partitions.values()) {
            Claim claim = owned.claim();
            if (claim != null) {
                claims.put(owned.partition(), claim);
            }
        }
        return claims;
    }

    private Meter gauge(String name, TopicPartition partition, ToDoubleFunction<OwnedPartition> value) {
        return Gauge.builder(name, partitions, map -> {
                    OwnedPartition owned = map.get(partition);
                    return owned == null ? Double.NaN : value.applyAsDouble(owned);
                })
                .tags(Tags.of(
                        "projection",
                        projection,
                        "topic",
                        partition.topic(),
                        "partition",
                        Integer.toString(partition.partition())))
                .register(meters);
    }
}
