/**
 * {@code streamSettings} of inbounds and outbounds.
 *
 * <p>stream → security (TLS, REALITY), transports, socket options, masks
 */
@NullMarked
package io.nodecore.control.config.xray.transport;

import org.jspecify.annotations.NullMarked;
