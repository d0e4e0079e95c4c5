package io.nodecore.projection.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.projection.Projection;
import io.nodecore.projection.positions.FactCounts;
import io.nodecore.schemas.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/** Counters of this process, by topic: read = applied + repeated + dead-lettered. They move after the commit. */
public final class FactCounters {

    private record OfTopic(Counter applied, Counter repeated, Counter deadLettered) {}

    private final Map<String, OfTopic> byTopic = new HashMap<>();

    public FactCounters(Projection<?> projection, MeterRegistry meters) {
        for (Topic topic : projection.topics()) {
            byTopic.put(
                    topic.name(),
                    new OfTopic(
                            counter(meters, "nodecore.facts.applied", projection.name(), topic.name()),
                            counter(meters, "nodecore.facts.repeated", projection.name(), topic.name()),
                            counter(meters, "nodecore.facts.dead.lettered", projection.name(), topic.name())));
        }
    }

    private static Counter counter(MeterRegistry meters, String name, String projection, String topic) {
        return Counter.builder(name)
                .tag("projection", projection)
                .tag("topic", topic)
                .register(meters);
    }

    void count(Map<TopicPartition, FactCounts> counts) {
        counts.forEach((partition, count) -> {
            OfTopic counters = Objects.requireNonNull(byTopic.get(partition.topic()));
            counters.applied.increment(count.applied());
            counters.repeated.increment(count.repeated());
            counters.deadLettered.increment(count.deadLettered());
        });
    }
}
