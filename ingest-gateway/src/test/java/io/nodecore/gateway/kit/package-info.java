/**
 * A gateway on a real broker, agents for either transport, and a stand-in for config-service.
 *
 * <p>test → {@link io.nodecore.gateway.kit.Agent} → gateway → Kafka → {@link io.nodecore.gateway.kit.Facts} → test
 */
@NullMarked
package io.nodecore.gateway.kit;

import org.jspecify.annotations.NullMarked;
