package io.nodecore.projection.step;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Another process has claimed partitions that this process considered its own: its transaction must change nothing. */
final class FencedException extends Exception {

    private final transient Set<TopicPartition> partitions;

    FencedException(Set<TopicPartition> partitions) {
        super("claimed by another owner: " + partitions);
        this.partitions = Set.copyOf(partitions);
    }

    Set<TopicPartition> partitions() {
        return partitions;
    }
}
