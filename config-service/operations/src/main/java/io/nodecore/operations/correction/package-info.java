/**
 * Corrections of usage. Reports are never changed: a correction is a further fact, decided from the facts before it.
 *
 * <p>route → intake → facts of node.usage and earlier corrections → {@link io.nodecore.operations.correction.CorrectionRules} → table,
 * usage.corrected
 */
@NullMarked
package io.nodecore.operations.correction;

import org.jspecify.annotations.NullMarked;
