package io.nodecore.control.decision;

import io.nodecore.outbox.OutboxRecord;
import java.time.Instant;
import java.util.List;

/** The records that publish a fact. */
@FunctionalInterface
public interface FactRecords<F> {

    /** @param decidedAt in whole milliseconds */
    List<OutboxRecord> of(F fact, Instant decidedAt);
}
