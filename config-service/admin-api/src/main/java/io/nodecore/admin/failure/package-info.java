/**
 * Every way in which the control plane refuses, each with a stable reason.
 *
 * <p>rules → failure → (HTTP problem | gRPC status)
 */
@NullMarked
package io.nodecore.admin.failure;

import org.jspecify.annotations.NullMarked;
