/**
 * gRPC as a transport: bytes to requests and outcomes to statuses, no decisions.
 *
 * <p>netty → request wire → intake → status
 */
@NullMarked
package io.nodecore.gateway.grpc;

import org.jspecify.annotations.NullMarked;
