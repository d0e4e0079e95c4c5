/**
 * What was reported is never changed: a correction is one more fact, decided from those before it; and an audit leads from a counter
 * down to the facts that made it.
 *
 * <p>route → intake → facts of node.usage and earlier corrections → {@link io.nodecore.operations.correction.CorrectionRules} → table,
 * usage.corrected
 */
@NullMarked
package io.nodecore.operations.correction;

import org.jspecify.annotations.NullMarked;
