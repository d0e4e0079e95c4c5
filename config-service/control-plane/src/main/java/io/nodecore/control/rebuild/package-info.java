/**
 * Fills an empty schema from the topics: what the control plane is, it can become again.
 *
 * <p>node.heartbeats, node.errors, node.config-applied, node.lifecycle, control.* → facts → the tables' own apply → positions, ids
 */
@NullMarked
package io.nodecore.control.rebuild;

import org.jspecify.annotations.NullMarked;
