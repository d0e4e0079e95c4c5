/**
 * Audits: a counter explained by the reports it was made of.
 *
 * <p>admin HTTP → query → node.usage, corrections → report
 */
@NullMarked
package io.nodecore.operations.audit;

import org.jspecify.annotations.NullMarked;
