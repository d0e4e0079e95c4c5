/**
 * How fast presence keys reach Redis, beside the fastest that a client can do.
 *
 * <p>{@link io.nodecore.bench.presencekeys.PresenceKeysBench} → rounds of {@link io.nodecore.bench.presencekeys.RawPipeline} and {@link
 * io.nodecore.bench.presencekeys.ServicePath} by turns → ratio
 */
@NullMarked
package io.nodecore.bench.presencekeys;

import org.jspecify.annotations.NullMarked;
