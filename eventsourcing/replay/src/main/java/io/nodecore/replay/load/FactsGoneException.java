package io.nodecore.replay.load;

import org.apache.kafka.common.TopicPartition;

/**
 * A replay has waited for so long that facts which live projection applied meanwhile are gone from their topic: it can't come to the
 * same rows any more.
 */
public final class FactsGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param begin the first offset that is still there */
    FactsGoneException(TopicPartition partition, long position, long begin) {
        super(
                "it has waited for too long: the facts of %s from offset %d to %d are not kept any more, so its rows would lack them"
                        .formatted(partition, position, begin));
    }
}
