package io.nodecore.presence.events.shard;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where a report stands among all others: by time, then by node, then as its node's reports stand in the log. This order follows from
 * the facts alone, whichever of them is read first.
 *
 * @param timeMs event time, Unix ms
 * @param nodeId the node that reported
 * @param sourcePartition of node.online-users
 * @param offset in that partition
 */
record ReportPlace(long timeMs, long nodeId, int sourcePartition, long offset) {

    /** A place before all reports of this time and after all of an earlier one; node ids begin at 1. */
    static ReportPlace beforeAllOf(long timeMs) {
        return new ReportPlace(timeMs, 0, 0, 0);
    }

    /** Keys sort as places do. */
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
