/**
 * Projections in Redis of recent facts. They read a topic from the recent past on and depend on no stored position: after a start, a
 * rebalance or a recovery of Redis, they read the facts again that are still fresh.
 *
 * <p>topic (from now − horizon) → decode → {@link io.nodecore.presence.projection.RedisProjection} → Redis pipeline
 */
@NullMarked
package io.nodecore.presence.projection;

import org.jspecify.annotations.NullMarked;
