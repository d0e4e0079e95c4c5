/**
 * Says so in the answer if a command is decided but not yet published.
 *
 * <p>command marks its request → advice or interceptor → 202 and {@code pending: true}
 */
@NullMarked
package io.nodecore.admin.pending;

import org.jspecify.annotations.NullMarked;
