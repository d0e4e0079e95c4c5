/**
 * Transports from an agent to the Core: gRPC first, HTTP if gRPC fails.
 *
 * <p>{@link io.nodecore.simulator.core.Report} → {@link io.nodecore.simulator.core.FallbackTransport} → gRPC or HTTP → answer or {@link io.nodecore.simulator.core.CoreFailure}
 */
@NullMarked
package io.nodecore.simulator.core;

import org.jspecify.annotations.NullMarked;
