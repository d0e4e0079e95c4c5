/**
 * The only outgoing calls of the gateway besides Kafka: internal gRPC to config-service, always asynchronous.
 *
 * <p>intake → {@link io.nodecore.gateway.control.ControlClient} → config-service
 */
@NullMarked
package io.nodecore.gateway.control;

import org.jspecify.annotations.NullMarked;
