/**
 * The refusals of the node edge: one closed family of failures and its form on each transport.
 *
 * <p>rule or limit → {@link io.nodecore.gateway.failure.Failure} → gRPC status | HTTP problem
 */
@NullMarked
package io.nodecore.gateway.failure;

import org.jspecify.annotations.NullMarked;
