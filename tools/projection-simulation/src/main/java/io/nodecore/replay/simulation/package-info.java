/**
 * The simulation of replays: it gives them a log in memory in place of topics, so that they need no
 * broker and no thread. On no class path but that of tests.
 *
 * <p>seed → orders, stops, interruptions, steps of live projection between → the steps of a replay on a real database
 */
@NullMarked
package io.nodecore.replay.simulation;

import org.jspecify.annotations.NullMarked;
