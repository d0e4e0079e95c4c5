/**
 * The delay from the report that crosses a limit to the notification of the agent.
 *
 * <p>{@link io.nodecore.bench.quota.QuotaBench} → stage (nodes, subscriptions, links) → load → crossed limits → latencies
 */
@NullMarked
package io.nodecore.bench.quota;

import org.jspecify.annotations.NullMarked;
