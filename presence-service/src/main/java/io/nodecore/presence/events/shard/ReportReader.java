package io.nodecore.presence.events.shard;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.journal.FactHeaders;
import io.nodecore.schemas.facts.OnlineUsersReported;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Decodes a report, or returns the reason why it can't be decoded. An invalid record does not stop the topology. */
public final class ReportReader extends ContextualProcessor<byte[], byte[], byte[], ReadReport> {

    @Override
    public void process(Record<byte[], byte[]> record) {
        context().forward(record.withValue(read(record)));
    }

    private static ReadReport read(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return new ReadReport.Unreadable(null, new IllegalArgumentException("a report has no value"));
        }
        try {
            return new ReadReport.Online(
                    FactHeaders.readFrom(record.headers()), OnlineUsersReported.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return new ReadReport.Unreadable(record.value(), e);
        }
    }
}
