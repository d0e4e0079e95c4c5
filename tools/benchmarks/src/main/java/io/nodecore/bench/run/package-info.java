/**
 * Shared parts of the measurements: a Core, its admin API, and latencies.
 *
 * <p>{@link io.nodecore.bench.run.CoreRun} → admin API → measurement → {@link
 * io.nodecore.bench.run.Latencies}
 */
@NullMarked
package io.nodecore.bench.run;

import org.jspecify.annotations.NullMarked;
