/**
 * Shared parts of the measurements: a Core, its admin API, and latencies.
 *
 * <p>{@link io.nodecore.bench.run.CoreRun} → {@link io.nodecore.bench.run.Admin} → measurement → {@link
 * io.nodecore.bench.run.Latencies}
 */
@NullMarked
package io.nodecore.bench.run;

import org.jspecify.annotations.NullMarked;
