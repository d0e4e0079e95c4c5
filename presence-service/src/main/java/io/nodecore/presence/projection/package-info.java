/**
 * Views in Redis of what happened just now. They follow a topic from the recent past on and depend on no stored position: a start, a
 * rebalance and a return of Redis are the same thing, reading again what is still fresh.
 *
 * <p>topic (from now − horizon) → decode → {@link io.nodecore.presence.projection.RedisProjection} → Redis pipeline
 */
@NullMarked
package io.nodecore.presence.projection;

import org.jspecify.annotations.NullMarked;
