package io.nodecore.presence.events.time;

import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far each partition of node.online-users has been read, according to the watermarks that this shard received. The time of the shard is
 * that of the partition that is furthest behind: while the backlog of one partition is read, the users of its nodes do not go offline
 * because another partition is ahead.
 */
public final class Watermarks {

    private final KeyValueStore<Integer, Long> store;
    private final int sourcePartitions;

    private long readUpToMs;

    public Watermarks(KeyValueStore<Integer, Long> store, int sourcePartitions) {
        this.store = store;
        this.sourcePartitions = sourcePartitions;
        this.readUpToMs = earliest();
    }

    public void advance(int sourcePartition, long readUpToMs) {
        Long known = store.get(sourcePartition);
        if (known == null || known < readUpToMs) {
            store.put(sourcePartition, readUpToMs);
            this.readUpToMs = earliest();
        }
    }

    /** Unix ms; no report before this time is expected. 0 until a watermark of every partition has arrived. */
    public long readUpToMs() {
        return readUpToMs;
    }

    private long earliest() {
        long earliestMs = Long.MAX_VALUE;
        int heardOf = 0;
        try (KeyValueIterator<Integer, Long> all = store.all()) {
            while (all.hasNext()) {
                earliestMs = Math.min(earliestMs, all.next().value);
                heardOf++;
            }
        }
        return heardOf < sourcePartitions ? 0 : earliestMs;
    }
}
