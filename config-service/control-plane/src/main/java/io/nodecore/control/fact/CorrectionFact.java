package io.nodecore.control.fact;

import java.util.List;

/**
 * Usage was corrected; journaled in {@code usage.corrected}. A large correction is several facts, decided together.
 *
 * @param part from 0 on
 * @param parts of the correction
 * @param changes of this part
 */
public record CorrectionFact(UsageCorrection correction, int part, int parts, List<Change> changes)
        implements ControlFact {

    /** By how much an amount changes. */
    public record Change(UsageCell cell, UsageAmount by) {}

    public CorrectionFact {
        changes = List.copyOf(changes);
    }
}
