package io.nodecore.operations.progress;

import io.nodecore.operations.progress.PositionsView.Counts;
import io.nodecore.operations.progress.PositionsView.Failed;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one projection in one partition.
 *
 * @param position the offset of the next fact to apply
 * @param end the offset after the last record; null while Kafka is unavailable
 * @param lagRecords number of facts that wait; null while Kafka is unavailable
 * @param lagSeconds how long ago the oldest fact that waits was appended; 0 if none waits
 * @param ratePerSecond facts since the previous sample; null for the first sample
 * @param counts null if the position is not kept in Postgres
 */
record PartitionProgress(
        String projection,
        TopicPartition partition,
        long position,
        @Nullable Long end,
        @Nullable Long lagRecords,
        @Nullable Long lagSeconds,
        @Nullable Double ratePerSecond,
        @Nullable Failed lastError,
        @Nullable Counts counts) {}
