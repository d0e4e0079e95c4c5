/**
 * Replays from the command line.
 *
 * <p>arguments → {@link io.nodecore.standalone.replays.ReplayCommand} → admin API of the running Core → progress
 */
@NullMarked
package io.nodecore.standalone.replays;

import org.jspecify.annotations.NullMarked;
