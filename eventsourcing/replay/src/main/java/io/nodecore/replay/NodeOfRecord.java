package io.nodecore.replay;

import io.nodecore.journal.FactHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Whose fact a record is, without decoding it. */
final class NodeOfRecord {

    private NodeOfRecord() {}

    /** True also where the record does not say, so that it is found to be poison like live. */
    static boolean isOrUnknown(long nodeId, ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader(FactHeaders.NODE_ID);
        return header == null
                || header.value() == null
                || new String(header.value(), StandardCharsets.UTF_8).equals(Long.toString(nodeId));
    }
}
