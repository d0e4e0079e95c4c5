package io.nodecore.presence.events.shard;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The header of a record in the re-keyed topic: for a report its source partition and offset, for a watermark its source partition. */
final class ShardHeaders {

    private static final String REPORT = "report";
    private static final String WATERMARK = "watermark";

    private ShardHeaders() {}

    static RecordHeaders report(long nodeId, int sourcePartition, long offset) {
        return of(
                REPORT,
                ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                        .putLong(nodeId)
                        .putInt(sourcePartition)
                        .putLong(offset));
    }

    static RecordHeaders watermark(int sourcePartition) {
        return of(WATERMARK, ByteBuffer.allocate(Integer.BYTES).putInt(sourcePartition));
    }

    static boolean isWatermark(Headers headers) {
        return headers.lastHeader(WATERMARK) != null;
    }

    /** For a watermark. */
    static int sourcePartition(Headers headers) {
        return ByteBuffer.wrap(headers.lastHeader(WATERMARK).value()).getInt();
    }

    /** For a report. */
    static ReportPlace place(Headers headers, long timeMs) {
        ByteBuffer header = ByteBuffer.wrap(headers.lastHeader(REPORT).value());
        return new ReportPlace(timeMs, header.getLong(), header.getInt(), header.getLong());
    }

    private static RecordHeaders of(String name, ByteBuffer value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(name, value.array());
        return headers;
    }
}
