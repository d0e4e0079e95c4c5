/**
 * Redrives of dead letters: an admin orders one, the relay writes the fact to its topic again.
 *
 * <p>order → intake → decided fact → relay → the topic of origin, for the projection that refused it
 */
@NullMarked
package io.nodecore.operations.deadletter.redrive;

import org.jspecify.annotations.NullMarked;
