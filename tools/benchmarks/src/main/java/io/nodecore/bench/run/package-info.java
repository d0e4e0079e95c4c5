/**
 * What every measurement needs: a Core to measure, its admin API, and figures of what was measured.
 *
 * <p>{@link io.nodecore.bench.run.CoreRun} → admin API → measurement → {@link
 * io.nodecore.bench.run.Latencies}
 */
@NullMarked
package io.nodecore.bench.run;

import org.jspecify.annotations.NullMarked;
