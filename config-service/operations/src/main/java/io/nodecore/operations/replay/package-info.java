/**
 * Orders to replay projections, and their progress.
 *
 * <p>admin → {@link io.nodecore.operations.replay.ReplayIntake} → {@code replay_orders}, outbox → control.replays → the service that owns
 * the projection → its {@code replays} → {@link io.nodecore.operations.replay.ReplaysView} → admin
 */
@NullMarked
package io.nodecore.operations.replay;

import org.jspecify.annotations.NullMarked;
