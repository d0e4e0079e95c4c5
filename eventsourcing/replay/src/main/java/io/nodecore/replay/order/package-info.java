/**
 * The orders of operators for replays, and how far each replay is.
 *
 * <p>control.replays → order → {@code replays}
 */
@NullMarked
package io.nodecore.replay.order;

import org.jspecify.annotations.NullMarked;
