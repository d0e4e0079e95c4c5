/**
 * Replays from the command line.
 *
 * <p>arguments → {@link io.nodecore.cli.replay.ReplayCommand} → admin API → progress
 */
@NullMarked
package io.nodecore.cli.replay;

import org.jspecify.annotations.NullMarked;
