/**
 * The entry of Nodecore: node agents report here, over gRPC or HTTP, and get an answer when Kafka has their reports.
 *
 * <p>grpc | http → report, registration, config → (auth, rules, limit) → Kafka | config-service; refusals → failure
 */
@NullMarked
package io.nodecore.gateway;

import org.jspecify.annotations.NullMarked;
