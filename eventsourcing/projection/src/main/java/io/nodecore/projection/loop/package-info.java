/**
 * Runs the consumers of a projection: claims the assigned partitions and turns each poll into one step.
 *
 * <p>assignment → claim → poll → {@link io.nodecore.projection.step} → next poll
 */
@NullMarked
package io.nodecore.projection.loop;

import org.jspecify.annotations.NullMarked;
