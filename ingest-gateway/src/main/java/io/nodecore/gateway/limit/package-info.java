/**
 * The bounds of the gateway: bytes in flight, requests per node.
 *
 * <p>settings → {@link io.nodecore.gateway.limit.InFlightBudget} | {@link io.nodecore.gateway.limit.TokenBucket}
 */
@NullMarked
package io.nodecore.gateway.limit;

import org.jspecify.annotations.NullMarked;
