/**
 * Domain events as records of a topic, and as they are posted.
 *
 * <p>record (CloudEvents, binary mode) → {@link io.nodecore.webhooks.events.PostedEvent} (structured mode)
 */
@NullMarked
package io.nodecore.webhooks.events;

import org.jspecify.annotations.NullMarked;
