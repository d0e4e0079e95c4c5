/**
 * The positions of a projection, with their epochs and counts.
 *
 * <p>claim {epoch + 1} → move {compare and set} → {@code projection_positions}
 */
@NullMarked
package io.nodecore.projection.positions;

import org.jspecify.annotations.NullMarked;
