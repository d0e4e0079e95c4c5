package io.nodecore.operations.correction;

import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import java.util.List;

/**
 * Usage was corrected; journaled in {@code usage.corrected}. A large correction is several facts, decided together.
 *
 * @param part from 0 on
 * @param parts of the correction
 * @param changes of this part
 */
public record CorrectionFact(UsageCorrection correction, int part, int parts, List<Change> changes) {

    /** By how much an amount changes. */
    public record Change(UsageCell cell, UsageAmount by) {}

    public CorrectionFact {
        changes = List.copyOf(changes);
    }
}
