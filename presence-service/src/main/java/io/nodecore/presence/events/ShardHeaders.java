package io.nodecore.presence.events;

import io.nodecore.journal.FactHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The header of a record of the re-keyed topic: of a report the node, of a watermark the partition that has been read so far. */
final class ShardHeaders {

    private static final String SOURCE_PARTITION = "source-partition";

    private ShardHeaders() {}

    static RecordHeaders report(long nodeId) {
        return of(FactHeaders.NODE_ID, nodeId);
    }

    static RecordHeaders watermark(int sourcePartition) {
        return of(SOURCE_PARTITION, sourcePartition);
    }

    static boolean isWatermark(Headers headers) {
        return headers.lastHeader(SOURCE_PARTITION) != null;
    }

    static int sourcePartition(Headers headers) {
        return Math.toIntExact(number(headers, SOURCE_PARTITION));
    }

    static long nodeId(Headers headers) {
        return number(headers, FactHeaders.NODE_ID);
    }

    private static RecordHeaders of(String name, long number) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(name, Long.toString(number).getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    private static long number(Headers headers, String name) {
        return Long.parseLong(new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8));
    }
}
