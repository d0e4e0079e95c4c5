/**
 * Rebuilds tables that have one writer, while that writer waits.
 *
 * <p>writer locked → tables filled → comparison → exchange → writer unlocked
 */
@NullMarked
package io.nodecore.replay.rebuild;

import org.jspecify.annotations.NullMarked;
