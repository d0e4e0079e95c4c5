package io.nodecore.projection.step;

import io.nodecore.journal.deadletter.DeadLetter;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.positions.Claim;
import io.nodecore.projection.positions.FactCounts;
import io.nodecore.projection.step.DecodedFacts.Readable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The readable facts of one step that turned out to be repeats or poison, by partition. */
final class NotApplied {

    private final Map<TopicPartition, FactCounts> byPartition = new HashMap<>();

    /**
     * @param facts of one topic, as read
     * @param counting those of them that count
     * @param poison those that can't be applied; all others are repeats
     */
    <F> void add(List<Readable<F>> facts, List<JournaledFact<F>> counting, List<DeadLetter> poison) {
        if (counting.size() == facts.size()) {
            return;
        }
        Map<TopicPartition, Long> repeats = new HashMap<>();
        facts.forEach(fact -> repeats.merge(partition(fact.fact()), 1L, Long::sum));
        counting.forEach(fact -> repeats.merge(partition(fact), -1L, Long::sum));
        for (DeadLetter deadLetter : poison) {
            var partition = new TopicPartition(
                    deadLetter.origin().topic(), deadLetter.origin().partition());
            repeats.merge(partition, -1L, Long::sum);
            byPartition.merge(partition, new FactCounts(0, 0, 1, 0), FactCounts::plus);
        }
        repeats.forEach((partition, number) -> {
            if (number != 0) {
                byPartition.merge(partition, new FactCounts(0, number, 0, 0), FactCounts::plus);
            }
        });
    }

    Map<TopicPartition, FactCounts> byPartition() {
        return byPartition;
    }

    /** @param moves what would have become of the offsets if every readable fact had been applied */
    Map<TopicPartition, FactCounts> correct(Map<Claim, FactCounts> moves) {
        Map<TopicPartition, FactCounts> corrected = new HashMap<>();
        moves.forEach((claim, counts) -> {
            FactCounts not = byPartition.getOrDefault(claim.partition(), FactCounts.NONE);
            corrected.put(claim.partition(), counts.butOfApplied(not.repeated(), not.deadLettered()));
        });
        return corrected;
    }

    private static TopicPartition partition(JournaledFact<?> fact) {
        return new TopicPartition(fact.topic(), fact.partition());
    }
}
