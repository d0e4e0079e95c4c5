/**
 * The current state: online users and the state of a node, read from Redis or from the node itself.
 *
 * <p>route → Redis keys of presence-service → users or snapshot
 */
@NullMarked
package io.nodecore.queries.presence;

import org.jspecify.annotations.NullMarked;
