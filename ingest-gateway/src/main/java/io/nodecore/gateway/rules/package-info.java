/**
 * The rules of valid reports: pure functions from a request to its violations.
 *
 * <p>request → {@link io.nodecore.gateway.rules.ReportRules} → {@link io.nodecore.gateway.rules.Violations}
 */
@NullMarked
package io.nodecore.gateway.rules;

import org.jspecify.annotations.NullMarked;
