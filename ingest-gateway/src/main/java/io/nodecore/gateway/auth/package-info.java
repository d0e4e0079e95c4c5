/**
 * Authentication: finds the node of an auth key, without a database request.
 *
 * <p>caller → {@link io.nodecore.gateway.auth.Admission} → known keys (→ config-service on a miss) → node
 */
@NullMarked
package io.nodecore.gateway.auth;

import org.jspecify.annotations.NullMarked;
