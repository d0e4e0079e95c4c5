/**
 * Projections that do not believe a wrong clock of a gateway.
 *
 * <p>record → {@link io.nodecore.journal.clocks.ReceivedAtBound} → fact with a received-at that the broker confirms
 */
@NullMarked
package io.nodecore.usage.clocks;

import org.jspecify.annotations.NullMarked;
