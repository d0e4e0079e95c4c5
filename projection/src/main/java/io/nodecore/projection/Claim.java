package io.nodecore.projection;

import org.apache.kafka.common.TopicPartition;

/**
 * The right to move one position: held from an assignment until somebody else claims the same partition.
 *
 * @param partition topic and partition
 * @param nextOffset the position as stored: the offset of the first fact that is not in the tables
 * @param epoch how often the partition was claimed, this time included; 1 or more
 */
record Claim(TopicPartition partition, long nextOffset, long epoch) {

    Claim movedTo(long offset) {
        return new Claim(partition, offset, epoch);
    }
}
