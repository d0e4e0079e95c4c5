/**
 * One attempt to deliver an event.
 *
 * <p>event → {@link io.nodecore.webhooks.receiver.Receiver} (signed POST) → {@link io.nodecore.webhooks.receiver.DeliveryOutcome}
 */
@NullMarked
package io.nodecore.webhooks.receiver;

import org.jspecify.annotations.NullMarked;
