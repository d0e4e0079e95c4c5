/**
 * How long a limit takes to cut: from the report that crosses it to the agent that is told.
 *
 * <p>{@link io.nodecore.bench.quota.QuotaBench} → stage (nodes, subscriptions, links) → load → crossings → latencies
 */
@NullMarked
package io.nodecore.bench.quota;

import org.jspecify.annotations.NullMarked;
