/**
 * Domain events as signed HTTP requests to the receivers that were set up.
 *
 * <p>events.* → {@code delivery} (a lane per partition) → {@code events} (CloudEvent as JSON) → {@code signing} → {@code receiver} (POST)
 */
@NullMarked
package io.nodecore.webhooks;

import org.jspecify.annotations.NullMarked;
