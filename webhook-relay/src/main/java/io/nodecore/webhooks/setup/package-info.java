/**
 * The configured webhooks.
 *
 * <p>settings → {@link io.nodecore.webhooks.setup.Webhook} (checked)
 */
@NullMarked
package io.nodecore.webhooks.setup;

import org.jspecify.annotations.NullMarked;
