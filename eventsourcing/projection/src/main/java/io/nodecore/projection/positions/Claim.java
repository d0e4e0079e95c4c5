package io.nodecore.projection.positions;

import org.apache.kafka.common.TopicPartition;

/**
 * The right to move one position, from the claim until another owner claims the same partition.
 *
 * @param partition topic and partition
 * @param nextOffset the position as stored: the offset of the first fact that is not in the tables
 * @param epoch how often the partition was claimed, this time included; 1 or more
 * @param counts what became of the offsets before the position, as stored
 */
public record Claim(TopicPartition partition, long nextOffset, long epoch, FactCounts counts) {

    /** Where counting began. */
    long firstOffset() {
        return nextOffset - counts.offsets();
    }

    /** The claim after these offsets were passed. */
    public Claim moved(FactCounts passed) {
        return new Claim(partition, nextOffset + passed.offsets(), epoch, counts.plus(passed));
    }
}
