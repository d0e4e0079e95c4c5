/**
 * Who is calling: from an auth key to a node, without asking a database.
 *
 * <p>caller → {@link io.nodecore.gateway.auth.Admission} → known keys (→ config-service on a miss) → node
 */
@NullMarked
package io.nodecore.gateway.auth;

import org.jspecify.annotations.NullMarked;
