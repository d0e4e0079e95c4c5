package io.nodecore.projection.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.projection.Projection;
import io.nodecore.projection.positions.FactCounts;
import io.nodecore.projection.step.PolledFacts;
import io.nodecore.schemas.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/**
 * Counters of this process, by topic: read = applied + repeated + dead-lettered. They move after the commit. The summary
 * {@code nodecore.projection.poll.bytes} has the decompressed bytes of each poll.
 */
public final class FactCounters {

    private record OfTopic(Counter applied, Counter repeated, Counter deadLettered) {}

    private final Map<String, OfTopic> byTopic = new HashMap<>();
    private final DistributionSummary pollBytes;

    public FactCounters(Projection<?> projection, MeterRegistry meters) {
        pollBytes = DistributionSummary.builder("nodecore.projection.poll.bytes")
                .tag("projection", projection.name())
                .baseUnit("bytes")
                .register(meters);
        for (Topic<?> topic : projection.topics()) {
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

    void polled(PolledFacts polled) {
        long bytes = polled.records().values().stream()
                .flatMap(List::stream)
                .mapToLong(record -> Math.max(0, record.serializedValueSize()))
                .sum();
        if (bytes > 0) {
            pollBytes.record(bytes);
        }
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
