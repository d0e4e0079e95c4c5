/**
 * Corrects the times of gateways with a wrong clock.
 *
 * <p>record → {@link io.nodecore.usage.clocks.ReceivedAtBound} → fact with a received-at that the broker confirms
 */
@NullMarked
package io.nodecore.usage.clocks;

import org.jspecify.annotations.NullMarked;
