/**
 * The control plane: nodes, codes, users, subscriptions, links, revisions.
 *
 * <p>admin HTTP, gateway gRPC, ticks → rules → facts → tables and outbox → node.lifecycle, control.*, events.*
 */
@NullMarked
package io.nodecore.configservice;

import org.jspecify.annotations.NullMarked;
