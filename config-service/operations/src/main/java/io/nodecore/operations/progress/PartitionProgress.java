package io.nodecore.operations.progress;

import io.nodecore.operations.progress.PositionsView.Counts;
import io.nodecore.operations.progress.PositionsView.Failed;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far one projection is in one partition.
 *
 * @param position the offset of the next fact to apply
 * @param end the offset after the last record; null while Kafka is away
 * @param lagRecords facts that wait, null while Kafka is away
 * @param lagSeconds how long ago the oldest fact that waits was appended; 0 if none waits
 * @param ratePerSecond facts, since the look before; null at the first
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
