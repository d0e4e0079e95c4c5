/**
 * Marks the answer of a command that is decided but not yet published.
 *
 * <p>command marks its request → advice → {@code pending: true} in the resource; interceptor → 202 instead of 204
 */
@NullMarked
package io.nodecore.admin.pending;

import org.jspecify.annotations.NullMarked;
