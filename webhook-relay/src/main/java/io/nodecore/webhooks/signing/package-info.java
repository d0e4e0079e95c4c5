/**
 * How a receiver knows that a request comes from us and was not changed: the signatures of the Standard Webhooks specification.
 *
 * <p>id, time, body → {@link io.nodecore.webhooks.signing.Secret} (HMAC-SHA256) → header {@code webhook-signature}
 */
@NullMarked
package io.nodecore.webhooks.signing;

import org.jspecify.annotations.NullMarked;
