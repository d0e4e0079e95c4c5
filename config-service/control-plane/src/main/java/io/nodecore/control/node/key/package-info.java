/**
 * Auth keys of nodes: issued, announced to the gateways, rotated, revoked.
 *
 * <p>node intake, tick → rules → facts → node_keys
 */
@NullMarked
package io.nodecore.control.node.key;

import org.jspecify.annotations.NullMarked;
