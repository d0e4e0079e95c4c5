/**
 * The one way in which this service writes to Redis.
 *
 * <p>commands → pipeline (batches, two in flight) → acknowledged
 */
@NullMarked
package io.nodecore.presence.redis;

import org.jspecify.annotations.NullMarked;
