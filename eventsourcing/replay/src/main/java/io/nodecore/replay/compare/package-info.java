/**
 * Compares the replayed rows with the live rows at equal positions.
 *
 * <p>equal positions → snapshot → checksums of each table → first differences
 */
@NullMarked
package io.nodecore.replay.compare;

import org.jspecify.annotations.NullMarked;
