/**
 * Quotas of subscriptions: their periods, and what usage-aggregator counted in them.
 *
 * <p>subscription terms → rules → quota; public views → bytes used
 */
@NullMarked
package io.nodecore.control.quota;

import org.jspecify.annotations.NullMarked;
