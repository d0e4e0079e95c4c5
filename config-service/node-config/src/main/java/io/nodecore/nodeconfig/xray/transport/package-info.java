/**
 * {@code streamSettings} of inbounds and outbounds.
 *
 * <p>stream → security (TLS, REALITY), transports, socket options, masks
 */
@NullMarked
package io.nodecore.nodeconfig.xray.transport;

import org.jspecify.annotations.NullMarked;
