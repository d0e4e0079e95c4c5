package io.nodecore.projection;

import org.jspecify.annotations.Nullable;

/**
 * The position of one partition of a projection, as its owner knows it.
 *
 * @param name the projection
 * @param topic the topic
 * @param partition the partition
 * @param position the offset of the first fact that is not applied; -1 while the position could not be read
 * @param endOffset the offset of the next fact to be appended, as last heard from the broker; -1 while unknown
 * @param lagRecords waiting facts, 0 or more; 0 while unknown
 * @param lastError why the partition makes no progress, or null
 */
public record PositionSnapshot(
        String name,
        String topic,
        int partition,
        long position,
        long endOffset,
        long lagRecords,
        @Nullable String lastError) {}
