/**
 * The number of events that webhook-relay delivers per second.
 *
 * <p>events.user (a backlog) → webhook-relay (a process) → {@link io.nodecore.bench.webhooks.CountingReceiver} → deliveries/s
 */
@NullMarked
package io.nodecore.bench.webhooks;

import org.jspecify.annotations.NullMarked;
