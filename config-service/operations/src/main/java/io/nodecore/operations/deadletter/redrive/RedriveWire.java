package io.nodecore.operations.deadletter.redrive;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.control.wire.CompactedRecords;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.Redrive;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Converts a redrive to its state in {@code control.redrives}, and back. */
public final class RedriveWire {

    private RedriveWire() {}

    public static OutboxRecord record(RedriveFact redrive, UUID eventId) {
        return CompactedRecords.latest(
                Topics.CONTROL_REDRIVES,
                Long.toString(redrive.deadLetterId()),
                Redrive.newBuilder()
                        .setDecidedAtMs(redrive.decidedAt().toEpochMilli())
                        .setAppended(redrive.state() == RedriveFact.State.APPENDED)
                        .setLost(redrive.state() == RedriveFact.State.LOST)
                        .build(),
                eventId);
    }

    /** @throws IllegalStateException if config-service did not write the record */
    static RedriveFact read(ConsumerRecord<byte[], byte[]> record) {
        try {
            Redrive state = Redrive.parseFrom(record.value());
            return new RedriveFact(
                    Long.parseLong(new String(record.key(), StandardCharsets.UTF_8)),
                    Instant.ofEpochMilli(state.getDecidedAtMs()),
                    state.getAppended()
                            ? RedriveFact.State.APPENDED
                            : state.getLost() ? RedriveFact.State.LOST : RedriveFact.State.DECIDED);
        } catch (InvalidProtocolBufferException | NumberFormatException e) {
            throw new IllegalStateException(
                    "%s-%d@%d can't be read".formatted(record.topic(), record.partition(), record.offset()), e);
        }
    }
}
