/**
 * The status of nodes: from their reports, and from the silence that a tick detects.
 *
 * <p>node.heartbeats, node.errors, node.config-applied → fold → node_status, node_errors, events.node; tick → WentOffline
 */
@NullMarked
package io.nodecore.control.status;

import org.jspecify.annotations.NullMarked;
