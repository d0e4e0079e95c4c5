/**
 * Whether the gateway can do its work: Kafka answers, and the tables follow their topics.
 *
 * <p>Kafka → {@link io.nodecore.gateway.readiness.KafkaReadiness} → readiness, gRPC health, metrics
 */
@NullMarked
package io.nodecore.gateway.readiness;

import org.jspecify.annotations.NullMarked;
