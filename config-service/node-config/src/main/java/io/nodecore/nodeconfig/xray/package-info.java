/**
 * Configs with which Xray would not start; the rules follow the source of Xray's own parser.
 *
 * <p>xray → inbounds, outbounds, routing, dns and the rest (transports in {@code transport}) → shape → refusals and warnings
 */
@NullMarked
package io.nodecore.nodeconfig.xray;

import org.jspecify.annotations.NullMarked;
