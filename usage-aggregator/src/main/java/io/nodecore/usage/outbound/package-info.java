/**
 * Bytes per outbound of a node.
 *
 * <p>{@link io.nodecore.usage.outbound.OutboundProjection} → {@link io.nodecore.usage.outbound.OutboundFold} → {@code node_outbounds}
 */
@NullMarked
package io.nodecore.usage.outbound;

import org.jspecify.annotations.NullMarked;
