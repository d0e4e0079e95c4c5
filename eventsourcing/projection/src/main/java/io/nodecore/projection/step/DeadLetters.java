package io.nodecore.projection.step;

import io.nodecore.journal.deadletter.DeadLetter;
import java.util.List;

/** Keeps the records that can't be applied. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Stores the dead letters, or throws: a position must not pass a record that is neither applied nor kept. If the transaction
     * that follows fails, a dead letter may be kept twice; topic, partition and offset in its headers identify it.
     *
     * @throws org.apache.kafka.common.KafkaException when they could not be kept in time
     */
    void keep(List<DeadLetter> deadLetters);
}
