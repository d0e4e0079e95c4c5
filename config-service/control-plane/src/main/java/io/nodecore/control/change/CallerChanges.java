package io.nodecore.control.change;

import io.nodecore.admin.access.Caller;
import io.nodecore.control.change.Change.Author;
import io.nodecore.control.decision.ChangeLog;
import io.nodecore.control.decision.Changed;
import io.nodecore.outbox.OutboxRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Logs changes in the name of the token that the current request carries. */
final class CallerChanges implements ChangeLog {

    private static final long VERSION_7 = 0x7000;

    private final ChangeTable table;
    private final Supplier<@Nullable Caller> current;

    CallerChanges(ChangeTable table, Supplier<@Nullable Caller> current) {
        this.table = table;
        this.current = current;
    }

    @Override
    public List<OutboxRecord> record(List<Changed> changes, String cause, Instant decidedAt) {
        @Nullable Caller caller = current.get();
        @Nullable Author by = caller == null ? null : new Author(caller.tokenId(), caller.name());
        UUID decision = decisionId(decidedAt);
        List<Change> logged = new ArrayList<>();
        for (Changed changed : changes) {
            if (by != null || changed.alsoWithoutToken()) {
                logged.add(new Change(
                        decision,
                        logged.size(),
                        decidedAt,
                        changed.kind(),
                        changed.resource(),
                        changed.resourceId(),
                        cause,
                        by));
            }
        }
        table.apply(logged);
        return ChangeWire.records(logged);
    }

    private static UUID decisionId(Instant at) {
        UUID random = UUID.randomUUID();
        long randomBits = random.getMostSignificantBits() & 0xfff;
        return new UUID(at.toEpochMilli() << 16 | VERSION_7 | randomBits, random.getLeastSignificantBits());
    }
}
