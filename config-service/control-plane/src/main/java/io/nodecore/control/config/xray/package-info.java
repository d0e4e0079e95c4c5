/**
 * What Xray refuses to start with, written after Xray's own reader.
 *
 * <p>xray → inbounds, outbounds, routing, dns and the rest (transports in {@code transport}) → shape → refusals and warnings
 */
@NullMarked
package io.nodecore.control.config.xray;

import org.jspecify.annotations.NullMarked;
