package io.nodecore.projection.step;

import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.projection.positions.FactCounts;
import io.nodecore.projection.positions.PositionsTable;
import io.nodecore.schemas.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records after decoding.
 *
 * @param readable by topic in the projection's order; within a topic by partition and offset
 * @param unreadable those whose headers or value can't be read
 */
record DecodedFacts<F>(Map<String, List<Readable<F>>> readable, List<DeadLetter> unreadable) {

    /** A fact and the record that it came in, which a dead letter has to quote. */
    record Readable<F>(ConsumerRecord<byte[], byte[]> origin, JournaledFact<F> fact) {}

    static <F> DecodedFacts<F> of(Projection<F> projection, PolledFacts polled) {
        var decoded = new DecodedFacts<F>(new LinkedHashMap<>(), new ArrayList<>());
        for (Topic<?> topic : projection.topics()) {
            decoded.readable.put(topic.name(), new ArrayList<>());
        }
        polled.partitions().stream()
                .sorted(PositionsTable.ORDER)
                .forEach(partition -> decoded.addAll(projection, partition, polled));
        return decoded;
    }

    /**
     * What becomes of the offsets of a partition when each of its readable facts counts, as almost always.
     *
     * @param offsets how many the position passes
     */
    FactCounts countsIfAllApplied(TopicPartition partition, long offsets) {
        long applied = readable.getOrDefault(partition.topic(), List.of()).stream()
                .filter(fact -> fact.fact().partition() == partition.partition())
                .count();
        long deadLettered = unreadable.stream()
                .map(DeadLetter::origin)
                .filter(origin ->
                        origin.topic().equals(partition.topic()) && origin.partition() == partition.partition())
                .count();
        return new FactCounts(applied, 0, deadLettered, offsets - applied - deadLettered);
    }

    private void addAll(Projection<F> projection, TopicPartition partition, PolledFacts polled) {
        for (ConsumerRecord<byte[], byte[]> record : polled.records().getOrDefault(partition, List.of())) {
            try {
                readable.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                        .add(new Readable<>(record, projection.read(record)));
            } catch (Exception e) {
                unreadable.add(new DeadLetter(record, e));
            }
        }
    }
}
