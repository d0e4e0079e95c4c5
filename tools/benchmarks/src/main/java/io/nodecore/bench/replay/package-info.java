/**
 * Replay against live projection.
 *
 * <p>facts of usage → live projection (timed) → replay under live writes (timed) → comparison, swap, rollback
 */
@NullMarked
package io.nodecore.bench.replay;

import org.jspecify.annotations.NullMarked;
