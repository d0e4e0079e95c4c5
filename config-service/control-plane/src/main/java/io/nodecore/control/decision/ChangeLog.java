package io.nodecore.control.decision;

import io.nodecore.outbox.OutboxRecord;
import java.time.Instant;
import java.util.List;

/** The log of who decided what. It is written in the transaction of the decision. */
@FunctionalInterface
public interface ChangeLog {

    /**
     * Applies the changes of one decision to the table of changes, in the name of the current caller.
     *
     * @param cause of the decision, in a few words
     * @return the records that publish them
     */
    List<OutboxRecord> record(List<Changed> changes, String cause, Instant decidedAt);

    static ChangeLog none() {
        return (changes, cause, decidedAt) -> List.of();
    }
}
