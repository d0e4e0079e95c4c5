/**
 * How fast presence keys reach Redis, beside the fastest that a client can do.
 *
 * <p>{@link io.nodecore.bench.presence.PresenceKeysBench} → rounds of {@link io.nodecore.bench.presence.RawPipeline} and {@link
 * io.nodecore.bench.presence.ServicePath} by turns → ratio
 */
@NullMarked
package io.nodecore.bench.presence;

import org.jspecify.annotations.NullMarked;
