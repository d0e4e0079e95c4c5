/**
 * Corrects the times of gateways with a wrong clock.
 *
 * <p>record → {@link io.nodecore.journal.clocks.ReceivedAtBound} → headers with a received-at that the broker confirms
 */
@NullMarked
package io.nodecore.journal.clocks;

import org.jspecify.annotations.NullMarked;
