/**
 * The state of the nodes: the latest snapshot of each node, and its history for charts.
 *
 * <p>node.stats → {@link io.nodecore.presence.nodestats.NodeStatsJson} → {@code node:{nodeId}:stats} and
 * {@link io.nodecore.presence.nodestats.HistoryTrack} → {@code node:{nodeId}:stats:history…}
 */
@NullMarked
package io.nodecore.presence.nodestats;

import org.jspecify.annotations.NullMarked;
