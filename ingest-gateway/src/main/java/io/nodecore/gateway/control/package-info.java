/**
 * The one call out of the gateway: internal gRPC to config-service, always asynchronous.
 *
 * <p>intake → {@link io.nodecore.gateway.control.ControlClient} → config-service
 */
@NullMarked
package io.nodecore.gateway.control;

import org.jspecify.annotations.NullMarked;
