package io.nodecore.operations.correction;

import io.nodecore.control.decision.Changed;
import io.nodecore.operations.usage.UsageAmount;
import io.nodecore.operations.usage.UsageCell;
import java.util.List;
import java.util.Optional;

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

    /** A correction is one line of the change log, whatever the number of its facts. */
    Optional<Changed> changed() {
        if (part > 0) {
            return Optional.empty();
        }
        String kind = correction.kind() == UsageCorrection.Kind.UNDO ? "correction.reverted" : "correction.made";
        return Optional.of(Changed.of(kind, correction.id()));
    }
}
