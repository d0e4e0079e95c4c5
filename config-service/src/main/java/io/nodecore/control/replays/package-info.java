/**
 * Orders to replay projections, and what becomes of them.
 *
 * <p>admin → {@link io.nodecore.control.replays.ReplayIntake} → {@code replay_orders}, outbox → control.replays → the service that owns
 * the projection → its {@code replays} → {@link io.nodecore.control.replays.ReplaysView} → admin
 */
@NullMarked
package io.nodecore.control.replays;

import org.jspecify.annotations.NullMarked;
