package io.nodecore.presence.events.streams;

import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.presence.events.shard.ReadReport;
import io.nodecore.presence.events.shard.ReadReport.Unreadable;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Addresses an unreadable record to the dead letters: as it was, with the cause and the origin in headers. */
final class DeadLetterRecord extends ContextualProcessor<byte[], ReadReport, byte[], byte[]> {

    @Override
    public void process(Record<byte[], ReadReport> record) {
        if (!(record.value() instanceof Unreadable unreadable)) {
            return;
        }
        RecordMetadata origin = context().recordMetadata().orElseThrow();
        RecordHeaders headers = new RecordHeaders(record.headers());
        new DeadLetterHeaders(
                        unreadable.cause(), origin.topic(), origin.partition(), origin.offset(), PresenceTopology.NAME)
                .writeTo(headers);
        context().forward(new Record<>(record.key(), unreadable.value(), record.timestamp(), headers));
    }
}
