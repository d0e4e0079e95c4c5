/**
 * How an agent speaks with the Core: gRPC first, HTTP where that fails.
 *
 * <p>{@link io.nodecore.simulator.core.Report} → {@link io.nodecore.simulator.core.FallbackTransport} → gRPC or HTTP → answer or {@link io.nodecore.simulator.core.CoreFailure}
 */
@NullMarked
package io.nodecore.simulator.core;

import org.jspecify.annotations.NullMarked;
