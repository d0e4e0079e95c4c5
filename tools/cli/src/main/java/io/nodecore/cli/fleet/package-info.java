/**
 * Nodes, users and subscriptions.
 *
 * <p>arguments → admin API → table or JSON
 */
@NullMarked
package io.nodecore.cli.fleet;

import org.jspecify.annotations.NullMarked;
