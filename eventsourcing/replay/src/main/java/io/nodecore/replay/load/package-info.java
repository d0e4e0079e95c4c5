/**
 * Fills the tables of a replay from the topics until they are as recent as the live tables.
 *
 * <p>shadow schema → facts of the topics → catch up → equal positions
 */
@NullMarked
package io.nodecore.replay.load;

import org.jspecify.annotations.NullMarked;
