package io.nodecore.presence.events.time;

/**
 * A look at the end of a partition of node.online-users.
 *
 * @param lookedAtMs wall clock before the look, Unix ms: what was appended until then stands before the end
 * @param end offset of the next record that will be appended
 * @param committed offset up to which the topology has read and committed, looked up after the end
 */
public record PartitionEnd(long lookedAtMs, long end, long committed) {

    /** @param position offset up to which the asking task has read, whether committed or not */
    boolean isReachedFrom(long position) {
        return Math.max(position, committed) >= end;
    }
}
