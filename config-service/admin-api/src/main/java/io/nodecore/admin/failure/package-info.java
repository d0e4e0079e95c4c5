/**
 * All refusals of the control plane, each with a stable reason.
 *
 * <p>rules → failure → (HTTP problem | gRPC status)
 */
@NullMarked
package io.nodecore.admin.failure;

import org.jspecify.annotations.NullMarked;
