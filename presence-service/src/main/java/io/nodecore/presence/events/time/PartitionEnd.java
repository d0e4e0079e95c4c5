package io.nodecore.presence.events.time;

/**
 * The end offset of a partition of node.online-users, read at one moment.
 *
 * @param lookedAtMs wall clock before the end offset was read, Unix ms: records appended until then have lower offsets
 * @param end offset of the next record that will be appended
 * @param committed offset up to which the topology has read and committed, read after the end offset
 */
public record PartitionEnd(long lookedAtMs, long end, long committed) {

    /** @param position offset up to which the asking task has read, whether committed or not */
    boolean isReachedFrom(long position) {
        return Math.max(position, committed) >= end;
    }
}
