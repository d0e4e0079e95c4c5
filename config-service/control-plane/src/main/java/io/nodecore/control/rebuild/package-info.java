/**
 * Fills an empty schema from the topics, so that a lost database of the control plane can be restored.
 *
 * <p>node.heartbeats, node.errors, node.config-applied, node.lifecycle, control.* → facts → the tables' own apply → positions, ids
 */
@NullMarked
package io.nodecore.control.rebuild;

import org.jspecify.annotations.NullMarked;
