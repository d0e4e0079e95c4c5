package io.nodecore.control.change;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.control.change.Change.Author;
import io.nodecore.journal.FactHeaders;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.ChangedResource;
import io.nodecore.schemas.control.Changes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts the changes of a decision to records of {@code control.changes}, and back. */
final class ChangeWire {

    /** Keeps a record far below the largest size of a record. */
    static final int MOST_OF_RECORD = 1_000;

    private ChangeWire() {}

    /** @param changes of one decision, in the order of their ordinals */
    static List<OutboxRecord> records(List<Change> changes) {
        List<OutboxRecord> records = new ArrayList<>();
        for (int from = 0; from < changes.size(); from += MOST_OF_RECORD) {
            records.add(record(changes.subList(from, Math.min(changes.size(), from + MOST_OF_RECORD))));
        }
        return records;
    }

    private static OutboxRecord record(List<Change> changes) {
        Change first = changes.getFirst();
        var message = Changes.newBuilder()
                .setDecision(first.decision().toString())
                .setFirstOrdinal(first.ordinal())
                .setDecidedAtMs(first.at().toEpochMilli())
                .setCause(first.cause());
        @Nullable Author by = first.by();
        if (by != null) {
            message.setTokenId(by.tokenId()).setTokenName(by.tokenName());
        }
        changes.forEach(change -> message.addResources(ChangedResource.newBuilder()
                .setKind(change.kind())
                .setResource(change.resource())
                .setResourceId(change.resourceId())));
        // Each key is used once, so compaction removes nothing. Derived from the decision: a second publication has the
        // same one.
        String key = first.decision() + ":" + first.ordinal();
        return new OutboxRecord(
                Topics.CONTROL_CHANGES.name(), key, message.build().toByteArray(), Map.of(FactHeaders.EVENT_ID, key));
    }

    /** @throws InvalidProtocolBufferException if config-service did not write the value */
    static List<Change> read(byte[] value) throws InvalidProtocolBufferException {
        Changes message = Changes.parseFrom(value);
        UUID decision = UUID.fromString(message.getDecision());
        Instant at = Instant.ofEpochMilli(message.getDecidedAtMs());
        @Nullable Author by = message.hasTokenName() ? new Author(message.getTokenId(), message.getTokenName()) : null;
        List<Change> changes = new ArrayList<>();
        for (ChangedResource resource : message.getResourcesList()) {
            changes.add(new Change(
                    decision,
                    message.getFirstOrdinal() + changes.size(),
                    at,
                    resource.getKind(),
                    resource.getResource(),
                    resource.getResourceId(),
                    message.getCause(),
                    by));
        }
        return changes;
    }
}
