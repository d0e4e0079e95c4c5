/**
 * Options of the commands that run fleets.
 *
 * <p>arguments → {@link io.nodecore.simulator.options.Options} → the command's own record
 */
@NullMarked
package io.nodecore.simulator.options;

import org.jspecify.annotations.NullMarked;
