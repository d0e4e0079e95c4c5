/**
 * Domain events as signed HTTP requests to the configured receivers.
 *
 * <p>events.* → {@code delivery} (a thread per partition) → {@code events} (CloudEvent as JSON) → {@code signing} → {@code receiver}
 * (POST)
 */
@NullMarked
package io.nodecore.webhooks;

import org.jspecify.annotations.NullMarked;
