/**
 * Usage as nodes reported it: read from node.usage, counted by the same rules as in usage-aggregator.
 *
 * <p>node.usage, node.usage.dlq → reports → amounts by cell
 */
@NullMarked
package io.nodecore.operations.usage;

import org.jspecify.annotations.NullMarked;
