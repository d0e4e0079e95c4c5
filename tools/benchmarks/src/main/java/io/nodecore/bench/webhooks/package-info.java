/**
 * How many events webhook-relay delivers a second.
 *
 * <p>events.user (a backlog) → webhook-relay, a process of its own → {@link io.nodecore.bench.webhooks.CountingReceiver} → deliveries/s
 */
@NullMarked
package io.nodecore.bench.webhooks;

import org.jspecify.annotations.NullMarked;
