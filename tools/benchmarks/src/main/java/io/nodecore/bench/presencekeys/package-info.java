/**
 * The write rate of presence keys to Redis, compared with the maximum of a client.
 *
 * <p>{@link io.nodecore.bench.presencekeys.PresenceKeysBench} → rounds of {@link io.nodecore.bench.presencekeys.RawPipeline} and {@link
 * io.nodecore.bench.presencekeys.ServicePath} alternately → ratio
 */
@NullMarked
package io.nodecore.bench.presencekeys;

import org.jspecify.annotations.NullMarked;
