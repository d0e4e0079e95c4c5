package io.nodecore.replay;

import io.nodecore.journal.FactHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whose fact a record is, without decoding it. */
final class NodeOfRecord {

    private NodeOfRecord() {}

    /** True also if the record names no node, so that the replay finds it to be poison, as live projection does. */
    static boolean isOrUnknown(long nodeId, ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader(FactHeaders.NODE_ID);
        return header == null
                || header.value() == null
                || new String(header.value(), StandardCharsets.UTF_8).equals(Long.toString(nodeId));
    }
}
