package io.nodecore.operations.correction;

import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import java.util.List;

/**
 * Usage was corrected; journaled in {@code usage.corrected}. A large correction consists of several facts, which are decided together.
 *
 * @param part index of this part, from 0
 * @param parts number of parts of the correction
 * @param changes of this part
 */
public record CorrectionFact(UsageCorrection correction, int part, int parts, List<Change> changes) {

    /** The change of an amount. */
    public record Change(UsageCell cell, UsageAmount by) {}

    public CorrectionFact {
        changes = List.copyOf(changes);
    }
}
