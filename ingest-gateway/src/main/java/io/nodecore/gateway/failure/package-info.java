/**
 * What the node edge refuses with: one closed family of failures and its form on either transport.
 *
 * <p>rule or limit → {@link io.nodecore.gateway.failure.Failure} → gRPC status | HTTP problem
 */
@NullMarked
package io.nodecore.gateway.failure;

import org.jspecify.annotations.NullMarked;
