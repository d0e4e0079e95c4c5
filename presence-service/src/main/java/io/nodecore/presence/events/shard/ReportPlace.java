package io.nodecore.presence.events.shard;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * The position of a report in the order of all reports: by time, then by node, then by offset. The order follows from the facts alone; it
 * does not depend on which fact is read first.
 *
 * @param timeMs event time, Unix ms
 * @param nodeId the node that reported
 * @param sourcePartition of node.online-users
 * @param offset in that partition
 */
record ReportPlace(long timeMs, long nodeId, int sourcePartition, long offset) {

    /** The position before all reports of this time and after all reports of an earlier time; node ids start at 1. */
    static ReportPlace beforeAllOf(long timeMs) {
        return new ReportPlace(timeMs, 0, 0, 0);
    }

    /** The byte order of the keys is the order of the positions. */
    Bytes key() {
        return Bytes.wrap(ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES)
                .putLong(timeMs)
                .putLong(nodeId)
                .putInt(sourcePartition)
                .putLong(offset)
                .array());
    }

    static ReportPlace of(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        return new ReportPlace(bytes.getLong(), bytes.getLong(), bytes.getInt(), bytes.getLong());
    }
}
