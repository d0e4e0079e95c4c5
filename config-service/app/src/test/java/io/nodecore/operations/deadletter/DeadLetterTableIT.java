package io.nodecore.operations.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.ControlSchema;
import io.nodecore.operations.deadletter.DeadLetterTable.InOrder;
import io.nodecore.testkit.SharedServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadLetterTableIT {

    private static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null, null, null, null);

    @Test
    void each_step_through_the_waiting_letters_goes_on_behind_the_one_before() {
        ControlSchema schema = ControlSchema.migrate(SharedServers.postgres().newDatabase(), "control_letters");
        var deadLetters = new DeadLetterTable(schema.jdbc());
        List<InOrder> expected = new ArrayList<>();
        for (String topic : List.of("node.errors", "node.usage")) {
            for (int partition : List.of(-1, 0, 3)) {
                for (long offset = 0; offset < 50; offset++) {
                    expected.add(new InOrder(new RecordPosition(topic, partition, offset), 10_000 - expected.size()));
                }
            }
        }
        List<StoredDeadLetter> kept = new ArrayList<>(
                expected.stream().map(DeadLetterTableIT::deadLetter).toList());
        long seed = new Random().nextLong();
        Collections.shuffle(kept, new Random(seed));
        deadLetters.add(kept);

        List<InOrder> met = new ArrayList<>();
        List<InOrder> step = deadLetters.waiting(ALL, deadLetters.latestSeq(), InOrder.BEGIN, 70);
        while (!step.isEmpty()) {
            met.addAll(step);
            step = deadLetters.waiting(ALL, deadLetters.latestSeq(), step.getLast(), 70);
        }

        assertThat(met).as("seed %d", seed).isEqualTo(expected);
        assertThat(schema.jdbc()
                        .sql("select indexdef from pg_indexes where schemaname = 'control_letters'")
                        .query(String.class)
                        .list())
                .as("an index has that order")
                .anySatisfy(index -> assertThat(index).endsWith("(topic, partition, fact_offset, id)"));
    }

    private static StoredDeadLetter deadLetter(InOrder place) {
        return new StoredDeadLetter(
                place.id(),
                "a-projection",
                place.origin(),
                7L,
                null,
                null,
                null,
                Instant.EPOCH,
                "for a test",
                1,
                true,
                null);
    }
}
