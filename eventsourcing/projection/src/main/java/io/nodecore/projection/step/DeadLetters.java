package io.nodecore.projection.step;

import io.nodecore.journal.DeadLetter;
import java.util.List;

/** Where records go that can't be applied. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Keeps the dead letters for ever, or throws: a position must not move past a record that is neither applied nor kept. May keep a dead letter
     * twice where the transaction that follows fails; topic, partition and offset in its headers tell.
     *
     * @throws org.apache.kafka.common.KafkaException when they could not be kept in time
     */
    void keep(List<DeadLetter> deadLetters);
}
