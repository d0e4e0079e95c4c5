/**
 * Stats of nodes by the hour, for a year.
 *
 * <p>node.stats → {@link io.nodecore.usage.nodestats.NodeStatsFold} → {@code node_stats_hours}
 */
@NullMarked
package io.nodecore.usage.nodestats;

import org.jspecify.annotations.NullMarked;
