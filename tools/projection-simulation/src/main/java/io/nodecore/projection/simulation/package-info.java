/**
 * The simulation of projections: it plays the steps without their runner. On no class path but that
 * of tests.
 *
 * <p>seed → claims, polls, crashes, stale claims → steps on a real database → what must be true after each
 */
@NullMarked
package io.nodecore.projection.simulation;

import org.jspecify.annotations.NullMarked;
