/**
 * A projection built again beside the live tables, compared with them at the same positions, and exchanged for them.
 *
 * <p>control.replays → {@link io.nodecore.replay.Replays} → {@link io.nodecore.replay.ReplayRun}: shadow schema → load (same apply
 * code) → comparison → exchange → {@code replays}
 */
@NullMarked
package io.nodecore.replay;

import org.jspecify.annotations.NullMarked;
