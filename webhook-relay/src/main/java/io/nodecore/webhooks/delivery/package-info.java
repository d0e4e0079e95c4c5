/**
 * Delivers each event to each webhook that wants it, in the order of its key, until the receiver accepts it.
 *
 * <p>events.* → {@link io.nodecore.webhooks.delivery.WebhookFollower} → {@link io.nodecore.webhooks.delivery.PartitionDelivery} (one per partition) →
 * receiver → position in the consumer group
 */
@NullMarked
package io.nodecore.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
