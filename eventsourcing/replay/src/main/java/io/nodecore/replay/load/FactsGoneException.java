package io.nodecore.replay.load;

import org.apache.kafka.common.TopicPartition;

/** Retention removed facts that the live projection has applied and the replay has not: the replay can't produce the same rows. */
public final class FactsGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param begin the first offset that is still there */
    FactsGoneException(TopicPartition partition, long position, long begin) {
        super(
                "the replay waited for too long: the facts of %s from offset %d to %d are not kept any more, so its rows would be incomplete"
                        .formatted(partition, position, begin));
    }
}
