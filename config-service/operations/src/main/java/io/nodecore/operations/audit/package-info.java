/**
 * Audits: explain a counter by the reports from which it results.
 *
 * <p>admin HTTP → query → node.usage, corrections → report
 */
@NullMarked
package io.nodecore.operations.audit;

import org.jspecify.annotations.NullMarked;
