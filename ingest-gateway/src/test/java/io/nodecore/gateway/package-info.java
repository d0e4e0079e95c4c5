/**
 * The contract of the node edge, run over both transports, and the rules of its architecture.
 *
 * <p>agent → gateway → Kafka → facts
 */
@NullMarked
package io.nodecore.gateway;

import org.jspecify.annotations.NullMarked;
